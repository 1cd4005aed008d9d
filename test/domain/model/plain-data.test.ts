import { spelled } from "../../../domain/model/plain-data";
import { PENDING } from "../../../domain/pending";
import { base, type Tree } from "../../kit/base";
import { issuesOf, type Expected } from "../../kit/issues";

const SITE_CODE = "a site code: three letters or digits, not CON, PRN, AUX or NUL (Q182420)";
const DOMAIN =
  'the name of a Windows NT domain: 1 to 15 characters, none of \\ / : * ? " < > | , ; = + [ ], no dot or blank in front, no blank behind';
const BUILD = "a build of SMS 2.0, as a number: 1239, 1380 or 1493";
const PLAIN = "plain data";

/** The base hierarchy with values at places that are separated by slashes, each value as it is. */
function withValues(values: Readonly<Record<string, unknown>> = {}): Tree {
  const tree = base();
  for (const [place, value] of Object.entries(values)) {
    const keys = place.split("/");
    const owner = keys.slice(0, -1).reduce((at, key) => at[key] as Tree, tree);
    owner[keys.at(-1)!] = value;
  }
  return tree;
}

test("an object with a key toString of its own is wrong like any other, wherever a text is expected", () => {
  const odd = { toString: 1 };
  const tree = withValues({
    hierarchy: odd,
    "sites/CEN/type": odd,
    "sites/CEN/build": odd,
    upgrades: [odd],
    waivers: [odd],
  });
  const paths = issuesOf(tree).map(([path]) => path);
  expect(paths).toEqual(expect.arrayContaining(["hierarchy", "sites.CEN.type", "sites.CEN.build", "upgrades[0]"]));
  expect([odd, "CEN", undefined, 7].map(spelled)).toEqual(['{"toString":1}', "CEN", "", "7"]);
});

describe("what is not plain data is refused, and nothing else is said of its place", () => {
  test.each<[string, unknown, Expected[]]>([
    [
      "a key __proto__",
      JSON.parse(
        '{"hierarchy":"h","sites":{"CEN":{"type":"central","build":1380,"domains":[]},"__proto__":{"type":"primary"}}}',
      ),
      [["sites.__proto__", "__proto__", "another name; JavaScript keeps this one for itself"]],
    ],
    [
      "a lone surrogate in a text",
      withValues({ hierarchy: "con\ud800toso" }),
      [["hierarchy", "con\ud800toso", "well-formed Unicode text"]],
    ],
    [
      "a lone surrogate in a key",
      withValues({ "domains/\udc00": { pdc: "X" } }),
      [['domains["\\udc00"]', "\udc00", "well-formed Unicode text"]],
    ],
    [
      "what Pulumi writes for unknown texts",
      withValues({ "domains/CORP/seniorList": "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }),
      [
        [
          "domains.CORP.seniorList",
          "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
          "a text of your own; Pulumi puts this one in the place of a value that it does not know yet",
        ],
      ],
    ],
    ...[
      "contoso-<nil>",
      "Calling [toString] on an [Output<T>] is not supported.",
      "Calling __str__ on an Output[T] is",
    ].map((value): [string, unknown, Expected[]] => [
      `what languages write for a value that is not there: ${value}`,
      withValues({ hierarchy: value }),
      [
        [
          "hierarchy",
          value,
          "a text with all of its values: one was null (<nil>), or an Output that the program did not wait for",
        ],
      ],
    ]),
    ["NaN", withValues({ "sites/P01/setupType": NaN }), [["sites.P01.setupType", "(NaN)", "a finite number"]]],
    [
      "an infinity",
      withValues({ "sites/P01/build": Infinity }),
      [["sites.P01.build", "(Infinity)", "a finite number"]],
    ],
    ["a bigint", withValues({ "sites/P01/build": 1380n }), [["sites.P01.build", "(bigint 1380)", PLAIN]]],
    [
      "a Date",
      withValues({ "sites/P01/copylogFixInstalled": new Date(0) }),
      [["sites.P01.copylogFixInstalled", "(Date)", PLAIN]],
    ],
    ["a Map", withValues({ sites: new Map() }), [["sites", "(Map)", PLAIN]]],
    ["a function", withValues({ "sites/P01/parent": () => "CEN" }), [["sites.P01.parent", "(function)", PLAIN]]],
    [
      "an instance of a class",
      withValues({
        "sites/P01": new (class Site {
          readonly build = 1380;
        })(),
      }),
      [["sites.P01", "(Site)", PLAIN]],
    ],
    [
      "a fact that is pending where none can be",
      withValues({ "sites/P01/type": PENDING, "sites/P01/domains": PENDING }),
      [
        ["sites.P01.domains", "(not known yet)", "a list of domain names"],
        ["sites.P01.type", "(not known yet)", "central, primary or secondary"],
      ],
    ],
    ["a symbol", withValues({ "sites/P01/build": Symbol("build") }), [["sites.P01.build", "(symbol)", BUILD]]],
    [
      "an object that contains itself",
      (() => {
        const tree = withValues();
        (tree["sites"] as Record<string, unknown>)["P02"] = tree;
        return tree;
      })(),
      [["sites.P02", "(itself)", "plain data that does not contain itself"]],
    ],
    [
      "nesting without end",
      withValues({ "sites/P01/domains": Array.from({ length: 50 }).reduce((inner) => [inner], "CORP") }),
      [
        [
          "sites.P01.domains[0]",
          [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["CORP"]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]],
          DOMAIN,
        ],
        [
          "sites.P01.domains[0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0]",
          "(more levels)",
          "at most 32 levels of nesting",
        ],
      ],
    ],
    ["a hole in a list", withValues({ upgrades: Array(1) }), [["upgrades[0]", undefined, SITE_CODE]]],
  ])("%s", (_, document, expected) => {
    expect(issuesOf(document)).toEqual(expected);
  });
});
