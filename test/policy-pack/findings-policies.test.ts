import type { Policies } from "@pulumi/policy";
import { PENDING } from "../../domain/pending";
import { RULES } from "../../rules";
import { createPolicies } from "../../policy-pack/policies";
import type { Changes } from "../kit/base";
import { FABRIKAM, gate, inPreview, refusals, Run, summaryOf, type Resource } from "../kit/analyzer";

beforeAll(() => inPreview(true));
afterAll(() => inPreview(false));

const without = (...names: string[]): Policies => createPolicies().filter(({ name }) => !names.includes(name));
const only = (...names: string[]): Policies => createPolicies().filter(({ name }) => names.includes(name));
const bad = gate({
  "sites/P01/hotfixes/Q249077": { installed: false },
  "sites/CEN/hotfixes/Q252717": undefined,
  "sites/P01/hotfixes/Q252717/files/Bin\\i386\\Ccm.dll": "2.0.1380.1",
  "domains/CORP/seniorList": "OLD",
  "domains/CORP/logonPoints/CORPBDC": undefined,
  "domains/CORP/logonPoints/CORPPDC/copylog": { sharedOwner: "OLD", siteFolders: ["REM"] },
});

test("each rule reports its own mandatory findings, one violation for each code", async () => {
  expect(summaryOf(await new Run().analyze(bad))).toEqual([
    "upgrade-gate mandatory contoso is blocked: 2 of 2 upgrades refused; hotfix-prerequisites/missing-hotfix 2, hotfix-evidence/evidence-too-old 1, senior-site/senior-site-invalid 1, copylog-updated/copylog-not-updated 1, copylog-owners/copylog-stale-site 1",
    "hotfix-prerequisites mandatory missing-hotfix (not known, failed)",
    "hotfix-evidence mandatory evidence-too-old (failed)",
    "senior-site mandatory senior-site-invalid (failed)",
    "copylog-updated mandatory copylog-not-updated (not known)",
    "copylog-owners mandatory copylog-stale-site (failed)",
    "advice advisory copylog-stale-site",
    "advice advisory save-senior-list",
    "advice advisory site-folder-missing",
  ]);
});

test("facts that this update produces are not reported: there is nothing to mend yet", async () => {
  expect(refusals(await new Run().analyze(gate({ "sites/P01/hotfixes": PENDING })))).toEqual([]);
});

test.each(RULES.map(({ id }) => id).filter((id) => id !== "upgrade-gate"))(
  "leaving out the policy of %s hides its report and lifts nothing",
  async (id) => {
    const [refusal] = refusals(await new Run({}, without(id)).analyze(bad));
    expect(refusal).toMatch(/^upgrade-gate mandatory contoso is blocked: 2 of 2 upgrades refused;/);
  },
);

describe("a policy in a pack without upgrade-gate before it refuses every gate", () => {
  const names = createPolicies()
    .map(({ name }) => name)
    .filter((name) => !["upgrade-gate", "complete-hierarchy", "declared-facts"].includes(name));
  const MESSAGE =
    "This could not be judged, and what is not judged does not pass: the policy upgrade-gate did not check this gate; keep it in the pack, before the others, and switched on.";

  test.each(names)("%s", async (name) => {
    const run = new Run({}, only(name));
    const [violation, ...others] = summaryOf(await run.analyze(gate()));
    expect([violation, others]).toEqual([expect.stringContaining(MESSAGE), []]);
  });

  test("also when it comes later", async () => {
    const [first, second] = only("upgrade-gate", "senior-site");
    const found = refusals(await new Run({}, [second!, first!]).analyze(gate()));
    expect(found).toEqual([`senior-site mandatory ${MESSAGE}`]);
  });

  test("a gate that is not a target of this run needs no judgement", async () => {
    expect(await new Run({}, only("senior-site")).analyze({ ...gate(), props: {} })).toEqual([]);
  });
});

test("a gate that could not be judged is reported once, by upgrade-gate", async () => {
  expect(refusals(await new Run().analyze(gate({ "sites/P01/build": 1400 })))).toHaveLength(1);
});

test("other resources are none of the policies' business", async () => {
  const others: Resource[] = [
    { type: "aws:s3:Bucket", name: "b", props: { hierarchy: "contoso", sites: {} } },
    { type: "sms:index:Site", name: "P01", props: { code: "P01" } },
  ];
  for (const one of others) expect(await new Run().analyze(one)).toEqual([]);
});

test("two gates of two hierarchies are reported apart", async () => {
  const run = new Run();
  const changes: Changes = { ...FABRIKAM, "domains/CORP/seniorList": "OLD" };
  expect(refusals(await run.analyze(gate()))).toEqual([]);
  expect(refusals(await run.analyze({ ...gate(changes), name: "fabrikam" }))).toEqual([
    "upgrade-gate mandatory fabrikam is blocked: 2 of 2 upgrades refused; senior-site/senior-site-invalid 1",
    "senior-site mandatory senior-site-invalid (failed)",
  ]);
});
