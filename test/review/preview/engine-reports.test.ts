import { toFacts } from "../../../domain/model/facts";
import { reviewHierarchy } from "../../../review/hierarchy-review";
import { differencesAt, OTHER_POLICIES } from "../../../review/preview/engine-reports";
import { readPreview } from "../../../review/preview/read-preview";
import { createPolicies } from "../../../policy-pack/policies";
import { violationOf, byCode } from "../../../policy-pack/report";
import { isBlocker } from "../../../rules/finding";
import { RULES } from "../../../rules";
import { refusalOf } from "../../../rules/refusal";
import { hierarchy, TODAY, type Changes, type Tree } from "../../kit/base";
import { blockedDocument } from "../../kit/review/samples";
import { analyzed, GATE, logOf, outputOf, reported } from "../../kit/review/preview-files";

const judged = (document: Tree) =>
  reviewHierarchy(toFacts(document), {
    settings: { reading: "every-site", minimumEvidence: "attested" },
    today: TODAY,
  });
const BLOCKED = judged(blockedDocument());
const READY = judged(hierarchy({ upgrades: ["CEN"] }));

/** What the pack reports of a judgement. */
function reportsOf({ findings, ...judgement }: ReturnType<typeof judged>): Tree[] {
  const of = (policy: string, some: typeof findings, level?: string) =>
    byCode(some).map((group) => reported(GATE, policy, violationOf(group), level));
  const blockers = findings.filter((one) => isBlocker(one) && one.certainty !== "pending");
  return [
    ...(judgement.verdict === "ready" || judgement.verdict === "pending"
      ? []
      : [reported(GATE, "upgrade-gate", refusalOf({ ...judgement, findings }))]),
    ...RULES.flatMap(({ id }) =>
      of(
        id,
        blockers.filter(({ rule }) => rule === id),
      ),
    ),
    ...of(
      "advice",
      findings.filter((one) => one.level === "advisory" && one.waivedBy === undefined),
      "advisory",
    ),
    ...of(
      "waivers-in-force",
      findings.filter(({ waivedBy }) => waivedBy !== undefined),
      "advisory",
    ),
  ];
}

const differences = (judgement: ReturnType<typeof judged>, events: Tree[], policies?: readonly string[]) =>
  differencesAt(GATE, judgement, readPreview(outputOf({}), logOf({ events: [analyzed(GATE, policies), ...events] })));
const without = (events: Tree[], ...policies: string[]) =>
  events.filter(({ policyEvent }) => !policies.includes((policyEvent as { policyName: string }).policyName));
const blinded = ({ policyEvent }: Tree): Tree => {
  const { message, ...others } = policyEvent as { message: string };
  return {
    policyEvent: { ...others, message: message.replaceAll("contoso", "[secret]").replaceAll("hotfix", "[secret]") },
  };
};
const all = createPolicies().map(({ name }) => name);

test("the policies that no rule is called after are all of the pack that are left", () => {
  const rules: readonly string[] = RULES.map(({ id }) => id);
  expect(all.filter((name) => !rules.includes(name)).sort()).toEqual([...OTHER_POLICIES].sort());
});

test.each<[string, ReturnType<typeof judged>]>([
  ["blocked", BLOCKED],
  ["ready", READY],
  ["undetermined", judged(hierarchy({ "sites/P01/hotfixes": undefined }))],
])("there is no difference where the pack reports a judgement: %s", (_, judgement) => {
  expect(differences(judgement, reportsOf(judgement))).toEqual([]);
});

test.each<[string, Tree[], readonly string[] | undefined]>([
  [
    "a rule's own policy is switched off",
    without(reportsOf(BLOCKED), "hotfix-evidence"),
    all.filter((one) => one !== "hotfix-evidence"),
  ],
  ["advice is switched off", without(reportsOf(BLOCKED), "advice"), all.filter((one) => one !== "advice")],
  [
    "a rule's own policy is advice",
    reportsOf(BLOCKED).map((event) => {
      const { policyEvent } = event as { policyEvent: Tree };
      const isOfRule = policyEvent["policyName"] !== "upgrade-gate";
      return { policyEvent: { ...policyEvent, ...(isOfRule ? { enforcementLevel: "advisory" } : {}) } };
    }),
    undefined,
  ],
  ["a secret shares words", reportsOf(BLOCKED).map(blinded), undefined],
  ["the pack is there twice", [...reportsOf(BLOCKED), ...reportsOf(BLOCKED)], undefined],
  [
    "another resource is reported",
    [...reportsOf(BLOCKED), reported("urn:pulumi:dev::infra::a:b:C::x", "upgrade-gate", "other is blocked")],
    undefined,
  ],
  ["another policy reports the gate", [...reportsOf(BLOCKED), reported(GATE, "tags", "no tags")], undefined],
  [
    "a fault of the gate is reported",
    [...reportsOf(BLOCKED), reported(GATE, "upgrade-gate", "incomplete-hierarchy: contoso: …")],
    undefined,
  ],
  [
    "what the organisation alone lowers is reported",
    [...reportsOf(BLOCKED), reported(GATE, "advice", "lowered by the organisation alone: …", "advisory")],
    undefined,
  ],
])("there is no difference where %s", (_, events, policies) => {
  expect(differences(BLOCKED, events, policies)).toEqual([]);
});

const REFUSAL = refusalOf(BLOCKED);

test.each<[string, ReturnType<typeof judged>, Tree[], readonly string[] | undefined, (string | RegExp)[]]>([
  ["the pack did not run", BLOCKED, [], [], [/^the policy upgrade-gate did not look at the gate of contoso: /]],
  ["upgrade-gate is switched off", READY, [], all.slice(1), [/^the policy upgrade-gate did not look at the gate/]],
  [
    "upgrade-gate passes what the rules refuse",
    BLOCKED,
    without(reportsOf(BLOCKED), "upgrade-gate"),
    undefined,
    [`the rules say "${REFUSAL}", but the policy upgrade-gate passed it`],
  ],
  [
    "upgrade-gate refuses what the rules let pass",
    READY,
    [...reportsOf(READY), reported(GATE, "upgrade-gate", REFUSAL)],
    undefined,
    [`the policy upgrade-gate says "${REFUSAL}"; the rules say "contoso is ready" (the pack is of version 0.1.0)`],
  ],
  [
    "one of two packs refuses otherwise",
    BLOCKED,
    [...reportsOf(BLOCKED), reported(GATE, "upgrade-gate", "contoso is undetermined")],
    undefined,
    [
      `the policy upgrade-gate says "contoso is undetermined"; the rules say "${REFUSAL}" (the pack is of version 0.1.0)`,
    ],
  ],
  [
    "upgrade-gate is advice",
    BLOCKED,
    [...without(reportsOf(BLOCKED), "upgrade-gate"), reported(GATE, "upgrade-gate", REFUSAL, "advisory")],
    undefined,
    ["the policy upgrade-gate is advisory: it reports that contoso is refused and refuses nothing"],
  ],
  [
    "a policy reports another code",
    BLOCKED,
    [...without(reportsOf(BLOCKED), "hotfix-evidence"), reported(GATE, "hotfix-evidence", "evidence-odd (broken)")],
    undefined,
    [
      "the policy hotfix-evidence reports evidence-odd at contoso, the rules do not",
      "the rules find evidence-too-old at contoso, the policy hotfix-evidence does not",
    ],
  ],
  [
    "a policy could not judge",
    READY,
    [
      ...reportsOf(READY),
      reported(GATE, "upgrade-gate", "This could not be judged, and what is not judged does not pass: x."),
    ],
    undefined,
    [
      "the policy upgrade-gate could not judge the gate of contoso: This could not be judged, and what is not judged does not pass: x.",
    ],
  ],
])("there is a difference where %s", (_, judgement, events, policies, expected) => {
  expect(differences(judgement, events, policies)).toEqual(
    expected.map((one) => (typeof one === "string" ? one : expect.stringMatching(one))),
  );
});

test("facts that are pending are refused by no policy", () => {
  const changes: Changes = { upgrades: ["CEN", "P01"], "sites/P01/hotfixes/Q249077": Symbol.for("pulumi-sms.pending") };
  const pending = judged(hierarchy(changes));
  expect([pending.verdict, differences(pending, reportsOf(pending))]).toEqual(["pending", []]);
});
