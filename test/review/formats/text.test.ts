import { formatReview } from "../../../review/formats/index";
import { FORMATS, type Format } from "../../../review/formats/names";
import { toFacts } from "../../../domain/model/facts";
import type { RuleId } from "../../../domain/rule-ids";
import { RULES } from "../../../rules/index";
import { judgementText, type Grouping } from "../../../review/formats/text";
import { type Finding } from "../../../rules/finding";
import { type Judgement } from "../../../rules/judge/judge";
import { hierarchy, judgementOf, SP1_FILES, TODAY, type Tree } from "../../kit/base";
import { readBase } from "../../../review/comparison/base";
import { compare } from "../../../review/comparison/compare";
import { reviewJson } from "../../../review/formats/json";
import { reviewText } from "../../../review/formats/text";
import { allFindings, type PlacedFinding, type Review } from "../../../review/review";
import {
  blockedReview,
  comparisonOf,
  failedReview,
  largeDocument,
  nastyReview,
  readyReview,
  reviewOf,
} from "../../kit/review/samples";

const PLAIN = { width: Infinity, colours: false };
const PAGES = "https://unpkg.com/pulumi-sms@0.1.0/docs/rules";

function finding(changes: Partial<Finding>): Finding {
  return {
    rule: "hotfix-evidence",
    code: "evidence-too-old",
    subject: { kind: "site", name: "P01" },
    level: "mandatory",
    certainty: "known",
    upgrades: ["P01"],
    found: "Bin\\i386\\Nt_logon.dll is 2.0.1380.1104",
    needed: "2.0.1380.1105 or later",
    message: "",
    remedy: ["Install Q249077."],
    articles: ["Q249077", "Q261931"],
    ...changes,
  };
}

function judgement(changes: Partial<Judgement> = {}): Judgement {
  return {
    hierarchy: "contoso",
    applies: true,
    verdict: "blocked",
    upgrades: [{ site: "P01", verdict: "blocked", needsAttention: true }],
    findings: [],
    waiversInForce: [],
    isOver: false,
    ...changes,
  };
}

const dim = (line: string) => `\u001b[2m${line}\u001b[22m`;

/** The heading of a group. */
function titleOf(rule: RuleId, code: string): string {
  return `  ${RULES.find(({ id }) => id === rule)!.codes[code]!.title.replace(/\.$/, "")} (${code})`;
}

const site = (name: string) => ({ kind: "site", name }) as const;
const lines = (...texts: string[]) => `${texts.join("\n")}\n`;

describe("a judgement as text", () => {
  test("tells the verdicts, what is broken, what is not known, what is waived, and advice, each apart", () => {
    const document = hierarchy({
      "sites/CEN/hotfixes/Q252717": { installed: false },
      "sites/P01/hotfixes/Q249077": { files: { "Bin\\i386\\Nt_logon.dll": "2.0.1380.1104" } },
      "domains/CORP/logonPoints/CORPBDC": undefined,
      upgrades: ["CEN", "P01"],
      waivers: [
        { rule: "hotfix-prerequisites", subject: "CEN", reason: "CCM is off", owner: "j.doe", expires: "2000-08-01" },
      ],
    });
    const text = judgementText(judgementOf(document, { today: TODAY }), PLAIN);
    const titles = text.split("\n").filter((line) => /^\S/.test(line) || /^ {2}\S/.test(line));
    expect(titles.slice(0, 10)).toEqual([
      "contoso: blocked; 0 of 2 upgrades may begin; waivers in force end on 2000-08-01",
      "  CEN  blocked (waits for others)",
      "  P01  blocked",
      "  needs attention: 1 site (P01), 1 server (CORPBDC)",
      "Failed (1)",
      titleOf("hotfix-evidence", "evidence-too-old"),
      "Missing facts (1)",
      titleOf("copylog-updated", "copylog-not-updated"),
      "Waived (1)",
      titleOf("hotfix-prerequisites", "missing-hotfix"),
    ]);
    expect(titles[10]).toMatch(/^Recommendations \(\d+\)$/);
    expect(text).toContain("CEN  Q252717 is not installed; waived by j.doe until 2000-08-01: CCM is off\n");
  });

  test("says what is needed once for subjects that need the same, and a remedy once, with whom it is for", () => {
    const findings = [
      finding({}),
      finding({
        subject: site("P02"),
        needed: "2.0.1239.62 or later",
        remedy: ["Install Q251070."],
        articles: ["Q251070"],
      }),
      finding({ subject: site("P03") }),
    ];
    expect(judgementText(judgement({ findings }), PLAIN)).toBe(
      lines(
        "contoso: blocked; 0 of 1 upgrade may begin",
        "  P01  blocked",
        "  needs attention: 3 sites (P01, P02, P03)",
        "",
        "Failed (3)",
        "",
        titleOf("hotfix-evidence", "evidence-too-old"),
        "    P01  Bin\\i386\\Nt_logon.dll is 2.0.1380.1104",
        "    P02  Bin\\i386\\Nt_logon.dll is 2.0.1380.1104",
        "    P03  Bin\\i386\\Nt_logon.dll is 2.0.1380.1104",
        "    needed at P01, P03: 2.0.1380.1105 or later",
        "    needed at P02: 2.0.1239.62 or later",
        "    to do at P01, P03:",
        "    1. Install Q249077.",
        "    to do at P02:",
        "    1. Install Q251070.",
        `    hotfix-evidence: Q249077, Q261931, Q251070; see ${PAGES}/hotfix-evidence.md`,
      ),
    );
  });

  test("lists twenty subjects of a code and counts the others by what is found", () => {
    const findings = Array.from({ length: 100 }, (_, index) =>
      finding({
        subject: site(`S${String(index).padStart(2, "0")}`),
        found: index < 30 ? "one" : index < 95 ? `two at S${index}` : `${index}`,
      }),
    );
    const text = judgementText(judgement({ findings }), PLAIN).split("\n");
    expect(text.slice(7, 10)).toEqual(["    S00  one", "    S01  one", "    S02  one"]);
    expect(text.slice(26)).toEqual([
      "    S19  one",
      "    and 80 more (--format json or html lists all of them):",
      "      65 × two at …",
      "      10 × one",
      "      1 × 95",
      "      1 × 96",
      "      1 × 97",
      "      2 × with other causes",
      "    needed: 2.0.1380.1105 or later",
      "    to do:",
      "    1. Install Q249077.",
      `    hotfix-evidence: Q249077, Q261931; see ${PAGES}/hotfix-evidence.md`,
      "",
    ]);
  });

  test.each<[Grouping, string[]]>([
    ["rule", ["Failed (1)", "Missing facts (3)", "Recommendations (1)"]],
    [
      "site",
      [
        "site P01 (1)",
        "other: domain SALES (1)",
        "other: server SALESBDC (1)",
        "other: server SALESPDC (1)",
        "other: domain CORP (1)",
      ],
    ],
    ["domain", ["domain CORP, SALES (1)", "domain SALES (3)", "domain CORP (1)"]],
    ["server", ["server SMSP01 (1)", "server SALESPDC (2)", "server SALESBDC (1)", "server CORPPDC (1)"]],
  ])("lists findings by %s, each once", (groupBy, titles) => {
    const document = hierarchy({
      "domains/SALES": { pdc: "SALESPDC", bdcs: ["SALESBDC"], seniorList: null },
      "sites/P01/domains": ["CORP", "SALES"],
      "sites/P01/hotfixes/Q249077": { installed: false },
      "sites/P02": { type: "primary", parent: "CEN", build: 1380, domains: ["SALES"], hotfixes: SP1_FILES },
      upgrades: ["CEN", "P01", "P02"],
    });
    const facts = toFacts(document);
    const named = {
      ...facts,
      sites: { ...facts.sites, P01: { ...facts.sites["P01"]!, name: "London", server: "SMSP01" } },
    };
    const text = judgementText({ ...judgementOf(document), facts: named }, { ...PLAIN, groupBy });
    expect(text.split("\n").filter((line) => /^\S.*\(\d+\)$/.test(line))).toEqual(titles);
    expect(text.match(/P01 \(London, SMSP01\) {2}Q249077 is not installed/g)).toHaveLength(1);
  });

  test("labels remedies of one subject by their hotfix", () => {
    const findings = [
      finding({ hotfix: "Q249077" }),
      finding({ hotfix: "Q252717", remedy: ["Install Q252717."] }),
      finding({ subject: site("P02"), hotfix: "Q252717", remedy: ["Install Q252717 by hand."] }),
    ];
    const text = judgementText(judgement({ findings }), PLAIN);
    expect(text.split("\n").filter((line) => /to do|1\. /.test(line))).toEqual([
      "    to do for Q249077:",
      "    1. Install Q249077.",
      "    to do at P01 (Q252717):",
      "    1. Install Q252717.",
      "    to do at P02 (Q252717):",
      "    1. Install Q252717 by hand.",
    ]);
  });

  test("counts what is done apart from what may begin", () => {
    const upgrades = [
      { site: "CEN", verdict: "ready", done: true },
      { site: "P01", verdict: "ready" },
      { site: "P02", verdict: "blocked" },
    ] as const;
    expect(judgementText(judgement({ upgrades }), PLAIN)).toBe(
      lines(
        "contoso: blocked; 1 of 2 open upgrades may begin, 1 is done",
        "  CEN  done",
        "  P01  ready",
        "  P02  blocked (waits for others)",
      ),
    );
    const done = upgrades.slice(0, 1);
    expect(judgementText(judgement({ verdict: "ready", upgrades: done, isOver: true }), PLAIN)).toBe(
      lines("contoso: ready; the planned upgrade is done", "  CEN  done"),
    );
  });

  test("lists many upgrades by their verdict, the worst first", () => {
    const upgrades = Array.from({ length: 30 }, (_, index) => ({
      site: `S${String(index).padStart(2, "0")}`,
      verdict: index < 12 ? ("ready" as const) : index === 12 ? ("undetermined" as const) : ("blocked" as const),
    }));
    expect(judgementText(judgement({ upgrades }), PLAIN)).toBe(
      lines(
        "contoso: blocked; 12 of 30 upgrades may begin",
        "  blocked (17): S13, S14, S15, S16, S17, S18, S19, S20, S21, S22 and 7 more",
        "  undetermined (1): S12",
        "  ready (12): S00, S01, S02, S03, S04, S05, S06, S07, S08, S09 and 2 more",
      ),
    );
  });

  test.each<[Partial<Judgement>, string]>([
    [{ verdict: "ready", upgrades: [] }, "contoso: ready; no upgrade is planned, and any may begin"],
    [{ verdict: "undetermined", upgrades: [] }, "contoso: undetermined; no upgrade is planned, and none may begin"],
    [
      { verdict: "ready", upgrades: [], isOver: true },
      "contoso: ready; every site is at SP2, and nothing is left to upgrade",
    ],
    [
      { verdict: "ready", upgrades: [], validThrough: "2000-08-01" },
      "contoso: ready; no upgrade is planned, and any may begin; waivers in force end on 2000-08-01",
    ],
    [
      { hierarchy: "a\nb\u001b[1m", verdict: "ready", upgrades: [] },
      "a\\nb\\u{1b}[1m: ready; no upgrade is planned, and any may begin",
    ],
  ])("%j begins in one line", (changes, expected) => {
    expect(judgementText(judgement(changes), PLAIN)).toBe(`${expected}\n`);
  });

  test("that Q261931 does not apply is said beside the verdict, and nowhere if it does", () => {
    const exempt = judgementOf(hierarchy({ "sites/P01/domains": [], upgrades: ["CEN"] }));
    expect(judgementText(exempt, PLAIN).split("\n").slice(0, 3)).toEqual([
      "contoso: ready (Q261931 does not apply); 1 of 1 upgrade may begin",
      "  CEN  ready",
      "",
    ]);
    expect(judgementText(judgementOf(hierarchy()), PLAIN)).not.toContain("does not apply");
  });

  test("hides nothing that names, reasons and owners hold", () => {
    const evil = "\u001b[2Jready\u202e\n";
    const waivedBy = { owner: evil, reason: evil, expires: "2000-08-01" };
    const findings = [
      finding({ subject: site(evil), found: evil, needed: evil, remedy: [evil], articles: [evil], waivedBy }),
    ];
    const text = judgementText(
      judgement({ hierarchy: evil, findings, upgrades: [{ site: evil, verdict: "blocked" }] }),
      PLAIN,
    );
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(text.split("\n").some((line) => line.startsWith("ready"))).toBe(false);
  });

  test("fits a terminal, words unbroken, and is coloured there", () => {
    const findings = [
      finding({ remedy: ["Install Q249077 from the folder Smsqfe of the SP2 CD, on every site server."] }),
    ];
    const text = judgementText(judgement({ findings }), { width: 50, colours: true });
    expect(text).toContain("\u001b[1mcontoso\u001b[22m: \u001b[1m\u001b[31mblocked\u001b[39m\u001b[22m; ");
    expect(text.split("\n").slice(-8)).toEqual([
      "    P01  Bin\\i386\\Nt_logon.dll is 2.0.1380.1104",
      "    needed: 2.0.1380.1105 or later",
      dim("    to do:"),
      dim("    1. Install Q249077 from the folder Smsqfe of"),
      dim("       the SP2 CD, on every site server."),
      dim("    hotfix-evidence: Q249077, Q261931; see"),
      dim(`      ${PAGES}/hotfix-evidence.md`),
      "",
    ]);
  });

  test("of a hierarchy that is ready has nothing in the way", () => {
    const document: Tree = hierarchy({
      "sites/P02": { type: "primary", parent: "CEN", build: 1380, domains: [], hotfixes: SP1_FILES },
    });
    const text = judgementText(judgementOf(document), PLAIN);
    expect(text.split("\n")[0]).toBe("contoso: ready; no upgrade is planned, and any may begin");
    expect(text).not.toMatch(/Known to be broken|Not known|Waived/);
  });
});

const linesOf = (review: Review, layout = PLAIN) => reviewText(review, layout).split("\n");
const since = (before: Review, now: Review): Review => {
  const base = readBase([...reviewJson(before)].join(""), "base.json");
  return typeof base === "string" ? now : { ...now, comparison: compare(base, now) };
};

test("a hierarchy is told as check tells it, with the places of its subjects", () => {
  const review = blockedReview();
  const [one] = review.hierarchies;
  expect(reviewText(review, PLAIN)).toBe(judgementText(one!, PLAIN));
  expect(reviewText(review, PLAIN)).toMatch(/^ {4}infra\/index\.ts:\d+:\d+: P01 {2}/m);
});

test("a failure comes first, with its lines and its place", () => {
  expect(linesOf(failedReview())).toEqual([
    "contoso/dev: failed; there is no reliable result",
    "  - infra/index.ts:12: error: Running program failed with an unhandled exception:",
    "    Error: no such file: sites.json",
    "",
  ]);
});

test("what has no gate, what the engine refuses and what else is to be known is told", () => {
  const [example] = allFindings(blockedReview());
  const { waivedBy: _, hotfix: _hotfix, ...finding } = example!;
  const refused: PlacedFinding = {
    ...finding,
    rule: "upgrade-gate",
    code: "ungated-upgrade",
    subject: { kind: "site", name: "CEN" },
    found: "no gate",
    needed: "a gate",
    remedy: ["Fix it."],
    articles: ["Q261931"],
  };
  const review: Review = {
    ...reviewOf([]),
    ungated: ["contoso"],
    engineFindings: [refused],
    remarks: ["A remark."],
  };
  expect(linesOf(review)).toEqual([
    "Refused by the engine's policies (1)",
    "",
    titleOf("upgrade-gate", "ungated-upgrade"),
    expect.stringMatching(/^ {4}infra\/index\.ts:\d+:\d+: CEN {2}no gate$/),
    "    needed: a gate",
    "    to do:",
    "    1. Fix it.",
    expect.stringMatching(/^ {4}upgrade-gate: Q261931; see /),
    "",
    "contoso: not checked; no upgrade is declared, so there is no gate and nothing was checked",
    "",
    "  - A remark.",
    "",
  ]);
});

test("the verdict comes first of what changed, then what is weaker", () => {
  const narrow = reviewOf([hierarchy({ "sites/P01/hotfixes/Q249077": undefined, upgrades: ["CEN"] })], {
    settings: { reading: "shared-domains", minimumEvidence: "attested" },
  });
  const text = linesOf(since(reviewOf([hierarchy()]), narrow));
  expect(text.slice(text.findIndex((line) => line.startsWith("Since")))).toEqual([
    "Since contoso/dev, 2000-07-01: 3 new, 0 resolved, 0 unchanged",
    "  verdict on contoso: ready before, undetermined now; no upgrade was planned before, 0 of 1 now",
    "  2 checks are weaker than on the base branch",
    "    - reading: every-site before, shared-domains now",
    "    - hotfixes.Q249077.files.Bin\\i386\\Nt_logon.dll of site P01: 2.0.1380.1105 before, not declared now",
    "  new (3)",
    expect.stringMatching(/^ {4}- missing-hotfix P01 \(Q249077\): /),
    expect.stringMatching(/^ {4}- partial-upgrade-plan CORP: /),
    expect.stringMatching(/^ {4}- save-senior-list CORP: /),
    "  other changes (1)",
    "    - upgrade of CEN planned",
    "",
  ]);
});

test("every change of a finding is told apart", () => {
  const [first, ...rest] = allFindings(blockedReview());
  const of = (finding: PlacedFinding) => ({ hierarchy: "contoso", finding });
  const comparison = comparisonOf({
    fresh: [of(first!)],
    restated: [{ ...of(rest[0]!), before: { ...rest[0]!, level: "advisory" } }],
    unchecked: [of(rest[1]!)],
    gone: [of(rest[2]!)],
    unchanged: 5,
  });
  const text = linesOf({ ...reviewOf([]), comparison });
  expect(text.filter((line) => !line.startsWith("    "))).toEqual([
    "Since contoso/dev, 2000-06-01: 1 new, 0 resolved, 1 status changed, 1 no longer checked, 1 subject removed, 5 unchanged",
    "  new (1)",
    "  status changed (1)",
    "  no longer checked (1)",
    "  subject removed (1)",
    "",
  ]);
  expect(text).toContainEqual(
    expect.stringMatching(/^ {4}- evidence-too-old P01 \(Q249077\): advice before, failed now; /),
  );
});

test("that nothing changed is said where nothing did, and nowhere else", () => {
  const said = "  Nothing changed.";
  expect(linesOf(since(blockedReview(), blockedReview()))).toContain(said);
  expect(linesOf(since(reviewOf([hierarchy()]), reviewOf([hierarchy({ "sites/P01/setupType": 2 })])))).not.toContain(
    said,
  );
});

test("a thousand changes are counted, not listed", () => {
  const text = linesOf(since(reviewOf([largeDocument(2, 0)]), reviewOf([largeDocument(1000, 900)])));
  expect(text.filter((line) => /^ {2}new \(\d{3,}\)$/.test(line))).toHaveLength(1);
  expect(text.filter((line) => /^ {4}and \d+ more$/.test(line)).length).toBeGreaterThan(0);
  expect(text.length).toBeLessThan(300);
});

test("nothing in a review steers a terminal or breaks a line", () => {
  const text = reviewText(since(readyReview(), nastyReview()), PLAIN);
  // eslint-disable-next-line no-control-regex -- what must not be there
  expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u202E]/);
  expect(text).not.toMatch(/^# g/m);
});

test("colours are for terminals that have them", () => {
  expect(reviewText(failedReview(), { width: 80, colours: true })).toContain("\u001B[31mfailed");
  expect(reviewText(failedReview(), PLAIN)).not.toContain("\u001B");
});

test("lines are broken to the width of the terminal", () => {
  const long = { ...failedReview(), remarks: ["word ".repeat(100)] };
  expect(Math.max(...linesOf(long, { width: 60, colours: false }).map(({ length }) => length))).toBeLessThanOrEqual(60);
});

test("the cause of a finding stands in every form, once for all that have it", () => {
  const review = blockedReview();
  const cause = {
    subject: site("S05"),
    fact: "copylogFixInstalled",
    text: "Site S05 has no time of the Copylog hotfix.",
  };
  const hierarchies = review.hierarchies.map((one) => ({
    ...one,
    findings: one.findings.map((own) => (own.subject.kind === "server" ? { ...own, cause } : own)),
  }));
  const options = { layout: PLAIN, id: "default" };
  const counts = Object.keys(FORMATS).map((format) => {
    const text = [...formatReview({ ...review, hierarchies }, format as Format, options)].join("");
    return [format, text.split(cause.text).length - 1];
  });
  // Two groups have it, of one finding and of two; the runbook of the HTML has it at each place.
  expect(counts).toEqual([
    ["text", 2],
    ["json", 3],
    ["markdown", 2],
    ["sarif", 3],
    ["junit", 3],
    ["html", 5],
  ]);
});

test.each([
  ["text", "    to do: and 15 more, which --format json lists"],
  ["markdown", "What to do: and 15 more, which `--format json` lists."],
  ["html", "What to do: and 15 more, which <code>--format json</code> lists."],
] as const)("%s says how many lists of steps it leaves out", (format, expected) => {
  const base = reviewOf([largeDocument(30, 1)]);
  const findings = Array.from({ length: 25 }, (_, index) =>
    finding({ subject: site(`S${String(index).padStart(2, "0")}`), remedy: [`Do ${index}.`] }),
  );
  const hierarchies = base.hierarchies.map((own) => ({ ...own, findings }));
  const pieces = formatReview({ ...base, hierarchies }, format, { layout: PLAIN, id: "check" });
  expect([...pieces].join("")).toContain(expected);
});
