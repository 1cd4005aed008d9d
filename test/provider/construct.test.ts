import * as pulumi from "@pulumi/pulumi";
import { TYPES } from "../../domain/carried/gate";
import { constructHierarchy } from "../../provider/construct";
import { contosoDocument } from "../kit/contoso";

const registered: pulumi.runtime.MockResourceArgs[] = [];
const warned: string[] = [];
/** What a plugin that has just started constructs with. */
const started = () => constructHierarchy({ warn: async (message) => void warned.push(message) });
const SECRET = "hunter2";

/** Runs a construct call without an engine. */
async function run(
  inputs: () => pulumi.Inputs,
  { preview = false, type = TYPES.hierarchy as string, construct = started() } = {},
) {
  registered.length = 0;
  warned.length = 0;
  const newResource = (args: pulumi.runtime.MockResourceArgs) => {
    registered.push(args);
    const outputs = args.type === TYPES.gate ? { verdict: "ready", clearance: "c" } : { cleared: true };
    return { id: args.name, state: { ...args.inputs, ...(preview ? {} : outputs) } };
  };
  await pulumi.runtime.setMocks({ newResource, call: () => ({}) }, "project", "stack", preview, "organization");
  try {
    return (await construct("contoso", type, inputs(), {})).state;
  } finally {
    await (pulumi.runtime as unknown as { waitForRPCs(): Promise<void> }).waitForRPCs();
  }
}

const refusal = (inputs: () => pulumi.Inputs, options?: Parameters<typeof run>[1]) =>
  run(inputs, options).then(
    () => {
      throw new Error("it was not refused");
    },
    (error: pulumi.InputPropertiesError) => error,
  );

class Later extends pulumi.CustomResource {}

const later = () =>
  (new Later("a:b:C", "later", { value: undefined }) as unknown as { value: pulumi.Output<never> }).value;

const namesOf = (type: string) => registered.filter((one) => one.type === type).map(({ name }) => name);
const valueOf = (output: unknown) => (output as { promise(): Promise<unknown> }).promise();

test("it declares what a document says, and gives verdict, cleared by site code and facts", async () => {
  const { hierarchy: _, ...document } = contosoDocument();
  const state = await run(() => ({ ...document, namePrefix: "new-" }));
  expect(namesOf(TYPES.upgrade)).toEqual(["new-CEN", "new-P01", "new-S01"]);
  expect(await valueOf(state["verdict"])).toBe("ready");
  const { S01, ...others } = state["cleared"] as Record<string, unknown>;
  expect([Object.keys(others), await valueOf(S01)]).toEqual([["CEN", "P01"], true]);
  expect(await valueOf(state["facts"])).toMatchObject({
    formatVersion: 1,
    hierarchy: "contoso",
    upgrades: document.upgrades,
  });
});

test("inputs that come as Outputs are waited for, however deep they are", async () => {
  const { sites, domains, upgrades } = contosoDocument();
  const { CEN, ...others } = sites;
  await run(() => ({
    upgrades: pulumi.output(upgrades),
    domains: pulumi.output(domains),
    sites: {
      ...others,
      CEN: pulumi.output({ ...CEN, type: pulumi.output("central"), domains: [pulumi.output("CORP")] }),
    },
  }));
  const [gate] = registered.filter(({ type }) => type === TYPES.gate);
  const carried = JSON.parse((gate?.inputs["sites"] as Record<string, string>)["CEN"] ?? "");
  expect(carried).toMatchObject({ type: "central", domains: ["CORP"] });
});

test("in preview a hierarchy waits for what has to be known, and a fact that can be looked up is pending", async () => {
  const { hierarchy: _, ...document } = contosoDocument();
  const pending = { ...document.sites["P01"], fullVersion: undefined };
  await run(() => ({ ...document, sites: { ...document.sites, P01: { ...pending, fullVersion: later() } } }), {
    preview: true,
  });
  expect([namesOf(TYPES.gate), warned]).toEqual([["contoso"], []]);
  for (const [inputs, waitsFor] of [
    [() => ({ ...document, domains: later() }), "domains"],
    [() => ({ ...document, sites: { ...document.sites, P01: later() } }), "sites.P01"],
    [
      () => ({ ...document, sites: { ...document.sites, P01: { ...document.sites["P01"], parent: later() } } }),
      "sites.P01.parent",
    ],
    [() => ({ file: later() }), "file"],
    [() => ({ ...document, documents: [later()] }), "documents[0]"],
  ] as const) {
    const state = await run(inputs, { preview: true });
    expect(registered.filter(({ type }) => type !== "a:b:C").map(({ type }) => type)).toEqual([TYPES.hierarchy]);
    expect(warned).toEqual([
      `Hierarchy contoso is not checked in this preview: it waits for ${waitsFor}. The update checks it, and deletes nothing of it that the program still declares, whatever this preview shows as deleted.`,
    ]);
    expect(await (state["cleared"] as unknown as { isKnown: Promise<boolean> }).isKnown).toBe(false);
  }
});

test.each<[string, () => pulumi.Inputs, string[]]>([
  [
    "everything that is wrong",
    () => ({ ...contosoDocument(), upgrades: ["ZZZ"], unknown: 1 }),
    ['unknown key "unknown"', 'upgrades[0]: found "ZZZ"'],
  ],
  [
    "secrets, without their values",
    () => ({ ...contosoDocument(), sites: pulumi.secret(SECRET), domains: { CORP: { pdc: pulumi.secret(SECRET) } } }),
    ["sites: found a secret", "domains.CORP.pdc: found a secret"],
  ],
  [
    "resources and assets",
    () => ({ domains: new pulumi.asset.StringAsset("x") }),
    ["domains: found an asset or a resource"],
  ],
  [
    "facts beside files",
    () => ({ file: "contoso.yaml", sites: {} }),
    ["sites: expected no facts beside file and files"],
  ],
  [
    "sources of another type",
    () => ({ file: 1, files: "x", namePrefix: 2 }),
    ["file: expected the path", "files: ", "namePrefix: "],
  ],
  [
    "texts without their values",
    () => ({ ...contosoDocument(), hierarchy: "<nil>", namePrefix: "<nil>-" }),
    [
      'namePrefix: found "<nil>-", expected a text with all of its values: one was null',
      'hierarchy: found "<nil>", expected a text with all of its values: one was null',
    ],
  ],
  ["a prefix that is null", () => ({ ...contosoDocument(), namePrefix: null }), ["namePrefix: expected a text"]],
  [
    "upgrades that wait",
    () => ({ ...contosoDocument(), waitFor: "server" }),
    ["waitFor: expected no upgrades that wait for their servers"],
  ],
  ["a file that is not there", () => ({ file: "nowhere.yaml" }), ["No such file"]],
  [
    "both spellings of a fact",
    () => ({ domains: { CORP: { pdc: "PDC", seniorList: "CEN", noSeniorList: true } } }),
    ["domains.CORP.noSeniorList: found true beside seniorList"],
  ],
])("%s is one message, and names no property to the engine", async (_, inputs, lines) => {
  const error = await refusal(inputs);
  expect([pulumi.InputPropertiesError.isInstance(error), error.errors]).toEqual([true, []]);
  expect(error.message).toMatch(/^Hierarchy "contoso"/);
  for (const line of lines) expect(error.message).toContain(line);
  expect(error.message).not.toContain(SECRET);
  expect(registered).toEqual([]);
});

test("another type is refused by its name", async () => {
  expect((await refusal(() => ({}), { type: "sms:index:Site" })).message).toContain("unknown component sms:index:Site");
});

test("noSeniorList: true and noFullVersion: true say that there is none; null says nothing, be it an Output or not", async () => {
  const spelled = (fact: object, version: object) => async () => {
    const { domains, sites, ...rest } = contosoDocument();
    const { seniorList: _, ...sales } = domains?.["SALES"] ?? { pdc: "" };
    const { fullVersion: __, ...s01 } = sites["S01"] ?? {};
    await run(() => ({
      ...rest,
      domains: { ...domains, SALES: { ...sales, ...fact } },
      sites: { ...sites, S01: { ...s01, ...version } },
    }));
    return registered.find(({ type }) => type === TYPES.gate)?.inputs;
  };
  const absent = await spelled({}, {})();
  expect(await spelled({ noSeniorList: false }, { noFullVersion: false })()).toEqual(absent);
  expect(await spelled({ seniorList: null }, { fullVersion: null })()).toEqual(absent);
  // Python leaves out a plain None and sends that of an Output.
  const none = () => pulumi.output(null);
  expect(await spelled({ seniorList: none() }, { fullVersion: none() })()).toEqual(absent);
  const { sites, ...others } = contosoDocument();
  const left = await refusal(() => ({ ...others, sites: { ...sites, S01: null } }));
  expect(left.message).toContain("sites.S01: found null");
  const nones = await spelled({ noSeniorList: true }, { noFullVersion: true })();
  const carried = (key: "domains" | "sites", name: string) =>
    JSON.parse((nones?.[key] as Record<string, string>)[name] ?? "");
  expect([carried("domains", "SALES").seniorList, carried("sites", "S01").fullVersion]).toEqual([null, null]);
});

test("hierarchies of one program know each other, and those of another program are no matter of theirs", async () => {
  const construct = started();
  await run(contosoDocument, { construct });
  const same = await refusal(contosoDocument, { construct });
  expect(same.message).toContain("expected a name that no other Hierarchy of this program has");
  const sharing = await refusal(() => ({ ...contosoDocument(), hierarchy: "other" }), { construct });
  expect(sharing.message).toContain("found controllers of domain CORP of hierarchy contoso");
  await run(contosoDocument);
});
