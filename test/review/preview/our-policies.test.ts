import { factsDigest, TYPES, type GateInputs } from "../../../domain/carried/gate";
import { PENDING } from "../../../domain/pending";
import { organisationSchema } from "../../../domain/settings";
import { createPolicies } from "../../../policy-pack/policies";
import { reviewPreview } from "../../../review/preview/preview-review";
import { readPreview } from "../../../review/preview/read-preview";
import { statusOf } from "../../../review/review";
import { RESOURCE_POLICIES, STACK_POLICIES } from "../../../rules/graph/reporter";
import { FABRIKAM, gate, inPreview, upgrade, type Resource, type Violation } from "../../kit/analyzer";
import type { Changes, Tree } from "../../kit/base";
import { previewed, type PreviewChanges } from "../../kit/review/previewed";
import { logOf, outputOf, reported, urnOf, type PreviewParts } from "../../kit/review/preview-files";

beforeAll(() => inPreview(true));
afterAll(() => inPreview(false));

const GATE_URN = urnOf(TYPES.gate, "contoso");
const UNFIXED: Changes = { "sites/P01/hotfixes/Q249077": { installed: false } };
const READY = gate();
const BLOCKED = gate(UNFIXED);
const on = (site: string, its = READY, others: Tree = {}): Resource => ({
  ...upgrade(site, its, others),
  propertyDependencies: { clearance: [GATE_URN] },
});
const site = (code: string, of: GateInputs = READY.props): Resource => ({
  type: TYPES.site,
  name: code,
  props: { code, hierarchy: "contoso", digest: of.sites[code] === undefined ? "sms2:0" : factsDigest(of.sites[code]) },
});
const point = (hierarchy: string): Resource => ({
  type: TYPES.logonPoint,
  name: `${hierarchy}/CORP/CORPPDC`,
  props: { hierarchy, domain: "CORP", server: "CORPPDC" },
});

function reviewed(parts: PreviewParts, organisation: Tree = {}) {
  const review = reviewPreview(readPreview(outputOf(parts), logOf(parts)), {
    version: "0.1.0",
    organisation: organisationSchema.parse(organisation),
    sources: { project: "", isOwn: () => false, fromRoot: (file) => file, documentPlaces: () => undefined },
  });
  return {
    status: statusOf(review),
    failures: review.failures.map(({ message }) => message),
    found: review.engineFindings.map(({ code, subject, found }) => `${code} ${subject.name}: ${found}`),
    remarks: review.remarks,
  };
}

const AGREED = { failures: [], found: [], remarks: [] };
const FORGED = "ungated-upgrade CEN: its clearance does not come from the gate of its hierarchy";

test("the pack has the policies that the review knows of", () => {
  expect(createPolicies().map(({ name }) => name)).toEqual(
    expect.arrayContaining([...RESOURCE_POLICIES, ...STACK_POLICIES]),
  );
  expect(createPolicies()).toHaveLength(RESOURCE_POLICIES.length + STACK_POLICIES.length);
});

test.each<[string, Resource[], string, string[]]>([
  ["a ready hierarchy with its upgrades", [READY, on("CEN"), on("P01"), site("CEN"), site("P01")], "ready", []],
  ["a blocked one", [BLOCKED, on("CEN", BLOCKED, { clearance: PENDING })], "blocked", []],
  ["missing facts", [gate({ "sites/P01/hotfixes": undefined })], "undetermined", []],
  ["pending facts", [gate({ "sites/P01/hotfixes/Q249077": PENDING })], "pending", []],
  [
    "a left-out site",
    [READY, site("S01")],
    "blocked",
    ["incomplete-hierarchy contoso: the gate leaves out the sites S01"],
  ],
  ["a clearance from nowhere", [READY, upgrade("CEN", READY)], "blocked", [FORGED]],
  [
    "an upgrade beside the gate",
    [on("CEN")],
    "blocked",
    ["ungated-upgrade CEN: no gate of contoso was checked in this run", FORGED],
  ],
  [
    "ignoreChanges",
    [READY, { ...on("CEN"), ignoreChanges: ["clearance"] }],
    "blocked",
    ["ungated-upgrade CEN: ignoreChanges on CEN (clearance)"],
  ],
  ["two upgrades of one site", [READY, on("CEN"), { ...on("CEN"), name: "again" }], "blocked", []],
  [
    "a domain in two hierarchies, each with a gate",
    [READY, { ...gate({ hierarchy: "fabrikam" }), name: "fabrikam" }],
    "blocked",
    [],
  ],
  [
    "a domain in two hierarchies, one without a gate",
    [READY, point("contoso"), point("fabrikam")],
    "blocked",
    ["incomplete-hierarchy fabrikam: domain CORP, with the same controllers, in hierarchy contoso too"],
  ],
  [
    "a type that only ends in that of an upgrade",
    [READY, { ...on("CEN"), type: "sms:x$sms:index:Sp2Upgrade", provider: "pulumi:providers:sms" }],
    "blocked",
    ["ungated-upgrade CEN: the plugin sms serves it as sms:x$sms:index:Sp2Upgrade"],
  ],
  [
    "an upgrade of another plugin",
    [READY, { ...on("CEN"), provider: "pulumi:providers:other" }],
    "blocked",
    ["ungated-upgrade CEN: sms:index:Sp2Upgrade of pulumi:providers:other"],
  ],
  [
    "an upgrade that is a component",
    [READY, { ...on("CEN"), provider: "none" }],
    "blocked",
    ["ungated-upgrade CEN: sms:index:Sp2Upgrade as a component"],
  ],
  [
    "other facts than are declared",
    [READY, site("CEN", gate({ "sites/CEN/hotfixes": {} }).props)],
    "blocked",
    ["incomplete-hierarchy contoso: the gate has other facts than are declared of site CEN"],
  ],
])("pack and review agree on %s", async (_, resources, status, found) => {
  const { found: actual, ...others } = reviewed(await previewed(resources));
  expect(others).toEqual({ status, failures: [], remarks: [] });
  expect(actual).toEqual(found.length === 0 && status === "blocked" ? actual : found);
});

test("two hierarchies in networks of their own agree and are ready", async () => {
  expect(reviewed(await previewed([READY, { ...gate(FABRIKAM), name: "fabrikam" }]))).toEqual({
    ...AGREED,
    status: "ready",
  });
});

test("an organisation's settings are those of the pack and of the review", async () => {
  const organisation = { levels: { "hotfix-prerequisites": "advisory" } };
  const parts = await previewed([BLOCKED], { config: { "upgrade-gate": organisation } });
  expect(reviewed(parts, organisation)).toMatchObject({
    failures: [],
    status: "blocked",
    remarks: [expect.stringMatching(/^A rule of contoso is lowered by the organisation alone/)],
  });
});

test.each<[string, Resource[], PreviewChanges]>([
  ["a rule's own policy is switched off", [BLOCKED], { disabled: ["hotfix-prerequisites"] }],
  ["advice is switched off", [BLOCKED], { disabled: ["advice"] }],
  [
    "a rule's own policy is advice",
    [BLOCKED],
    { levelOf: ({ policy, level }: Violation) => (policy === "upgrade-gate" ? level : "advisory") },
  ],
  ["the policies are in the pack of an organisation", [BLOCKED], { pack: "ours" }],
])("there is no disagreement if %s", async (_, resources, changes) => {
  expect(reviewed(await previewed(resources, changes))).toEqual({ ...AGREED, status: "blocked" });
});

test.each<[string, Resource[], PreviewChanges, object]>([
  [
    "upgrade-gate is switched off",
    [READY],
    { disabled: ["upgrade-gate"] },
    {
      status: "failed",
      failures: [expect.stringMatching(/^the policy upgrade-gate did not check the gate of contoso/)],
    },
  ],
  [
    "the policies are in the pack of another, and not all of them",
    [READY],
    { pack: "other", disabled: RESOURCE_POLICIES.slice(1) },
    {
      status: "failed",
      failures: [expect.stringMatching(/^the policy upgrade-gate did not check the gate of contoso/)],
    },
  ],
  [
    "upgrade-gate is advice",
    [BLOCKED],
    { levelOf: () => "advisory" },
    {
      status: "failed",
      failures: ["the policy upgrade-gate is advisory: it reports contoso and refuses nothing."],
    },
  ],
])("there is a disagreement if %s", async (_, resources, changes, expected) => {
  expect(reviewed(await previewed(resources, changes))).toEqual({ ...AGREED, ...expected });
});

test("what the pack passes and the rules refuse is a failure", async () => {
  const { steps } = await previewed([BLOCKED]);
  const { events } = await previewed([READY]);
  expect(reviewed({ steps: steps!, events: events! }).failures).toEqual([
    "the policy upgrade-gate of sms 0.1.0 does not report at contoso what the rules find.",
    "the policy hotfix-prerequisites of sms 0.1.0 does not report at contoso what the rules find.",
  ]);
});

test("what the pack refuses and the rules do not find is blocked, in the words of the pack, whatever a secret hides", async () => {
  const { steps, events = [] } = await previewed([READY]);
  const extra = reported(GATE_URN, "upgrade-gate", "[secret] is [secret]: all refused");
  expect(reviewed({ steps: steps!, events: [...events, extra], result: "failed" })).toEqual({
    ...AGREED,
    status: "blocked",
    found: ["refused-by-policy contoso: the policy upgrade-gate reports: [secret] is [secret]: all refused"],
  });
});

test("policies of others with the names of ours are theirs", async () => {
  const { steps, events = [] } = await previewed([READY]);
  const foreign = (policy: string, level: string): Tree => {
    const { policyEvent } = reported(GATE_URN, policy, "no", level) as { policyEvent: Tree };
    return { policyEvent: { ...policyEvent, policyPackName: "costs" } };
  };
  const advice = { steps: steps!, events: [...events, foreign("advice", "advisory")] };
  expect(reviewed(advice)).toEqual({ ...AGREED, status: "ready" });
  const refused = { steps: steps!, events: [...events, foreign("waiver", "mandatory")], result: "failed" };
  expect(reviewed(refused)).toEqual({
    ...AGREED,
    status: "failed",
    failures: ["The policy waiver of costs refuses this preview: no"],
  });
});

test("a gate or an upgrade that is read is refused: no policy sees it", async () => {
  const { steps = [], events } = await previewed([READY]);
  const read = { op: "read", newState: { urn: urnOf(TYPES.upgrade, "P01"), type: TYPES.upgrade, external: true } };
  expect(reviewed({ steps: [...steps, read], events: events! })).toEqual({
    ...AGREED,
    status: "blocked",
    found: [expect.stringContaining("ungated-upgrade P01: sms:index:Sp2Upgrade is read from elsewhere")],
  });
});

test("a pack of another version is said", async () => {
  const { steps = [], events = [] } = await previewed([READY]);
  const older = JSON.parse(JSON.stringify(events).replaceAll('"0.1.0"', '"0.0.9"')) as Tree[];
  expect(reviewed({ steps, events: older }).remarks).toEqual([
    "The policy pack is of version 0.0.9, this review of version 0.1.0.",
  ]);
});

test.each<[string, Tree, string]>([
  ["advice, which an organisation made mandatory", reported(GATE_URN, "advice", "save it"), "advice of sms"],
  ["a policy that the pack does not have", reported(GATE_URN, "new-rule", "no"), "new-rule of sms"],
  ["a policy of ours about nothing", reported("", "hotfix-prerequisites", "no"), "hotfix-prerequisites of sms"],
])(
  "a preview that was refused and is otherwise ready is a failure in the words of its policy: %s",
  async (_, event, who) => {
    const { steps, events = [] } = await previewed([READY], { disabled: ["advice"] });
    const { status, failures } = reviewed({ steps: steps!, events: [...events, event], result: "failed" });
    expect([status, failures.some((text) => text.includes(who))]).not.toEqual(["ready", expect.anything()]);
    expect(["failed", "blocked"]).toContain(status);
  },
);
