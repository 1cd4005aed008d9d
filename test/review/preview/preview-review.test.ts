import { packFacts, TYPES } from "../../../domain/carried/gate";
import { PENDING } from "../../../domain/pending";
import { organisationSchema } from "../../../domain/settings";
import { reviewPreview, type PreviewOptions } from "../../../review/preview/preview-review";
import { readPreview } from "../../../review/preview/read-preview";
import { statusOf } from "../../../review/review";
import { refusalOf } from "../../../rules/refusal";
import { hierarchy, judgementOf, type Changes, type Tree } from "../../kit/base";
import {
  analyzed,
  failure,
  GATE,
  logOf,
  outputOf,
  outputsOf,
  reported,
  stepOf,
  UPGRADE,
  urnOf,
  type PreviewParts,
} from "../../kit/review/preview-files";

const options = (organisation: Tree = {}): PreviewOptions => ({
  version: "0.1.0",
  organisation: organisationSchema.parse(organisation),
  sources: {
    project: "infra",
    isOwn: () => false,
    fromRoot: (file) => (file.startsWith("/srv/") ? `infra/${file.slice("/srv/".length)}` : undefined),
    documentPlaces: () => undefined,
  },
});

const review = (parts: PreviewParts, organisation?: Tree) =>
  reviewPreview(readPreview(outputOf(parts), logOf(parts)), options(organisation));

const READY = hierarchy({ upgrades: ["CEN"] });
const MISSING: Changes = { upgrades: ["CEN"], "sites/P01/hotfixes/Q249077": { installed: false } };
/** The policies that only look, so that a test need not tell what every one of them says. */
const GATE_ALONE = ["upgrade-gate"];

function gateOf(document: Tree, name = "contoso", line = 3): Required<Pick<PreviewParts, "steps" | "events">> {
  return { steps: [stepOf(TYPES.gate, name, document, line)], events: [analyzed(urnOf(TYPES.gate, name), GATE_ALONE)] };
}

function refusedOf(changes: Changes): Required<Pick<PreviewParts, "steps" | "events">> {
  const { steps, events } = gateOf(hierarchy(changes));
  return { steps, events: [...events, reported(GATE, "upgrade-gate", refusalOf(judgementOf(hierarchy(changes))))] };
}

const short = (parts: PreviewParts, organisation?: Tree) => {
  const all = review(parts, organisation);
  const at = ({ place }: { place?: { file: string; line: number } }) => (place ? ` ${place.file}:${place.line}` : "");
  return {
    status: statusOf(all),
    failures: all.failures.map((one) => `${one.kind}${at(one)}: ${one.message}`),
    engine: all.engineFindings.map((one) => `${one.level} ${one.code} ${one.subject.name}${at(one)}: ${one.found}`),
    remarks: all.remarks,
    ungated: all.ungated,
  };
};
const NOTHING = { failures: [], engine: [], remarks: [], ungated: [] };

test("a gate is judged by its inputs, under the organisation's settings, on the day of the preview", () => {
  const { steps, events } = refusedOf(MISSING);
  const all = review({ steps, events, result: "failed" });
  expect({ ...all, hierarchies: [] }).toEqual({
    version: "0.1.0",
    today: "2000-07-01",
    subject: "infra/dev",
    isOfProgram: true,
    failures: [],
    hierarchies: [],
    ungated: [],
    waiting: [],
    engineFindings: [],
    remarks: [],
  });
  const [one] = all.hierarchies;
  expect([one?.hierarchy, one?.verdict, one?.governance]).toEqual([
    "contoso",
    "blocked",
    { reading: "every-site", minimumEvidence: "attested", levels: {}, waivers: "allowed" },
  ]);
  expect(one?.findings.map(({ code, place }) => [code, place])).toContainEqual([
    "missing-hotfix",
    { file: "infra/index.ts", line: 3, column: 7 },
  ]);
});

test("sites and domains are read in whichever form they travel", () => {
  const { sites = {}, domains = {} } = hierarchy(MISSING) as Record<string, Tree>;
  const packed = (members: Tree) =>
    Object.fromEntries(Object.entries(members).map(([name, facts]) => [name, packFacts(facts as object)]));
  const document = { ...hierarchy(MISSING), sites: packed(sites), domains: packed(domains) };
  const events = refusedOf(MISSING).events;
  expect(short({ steps: gateOf(document).steps, events, result: "failed" })).toEqual({ ...NOTHING, status: "blocked" });
});

test("hierarchies come by name", () => {
  const [b, a] = [gateOf({ ...READY, hierarchy: "beta" }, "beta"), gateOf({ ...READY, hierarchy: "alpha" }, "alpha")];
  const all = review({ steps: [...b.steps, ...a.steps], events: [...b.events, ...a.events] });
  expect(all.hierarchies.map((one) => one.hierarchy)).toEqual(["alpha", "beta"]);
});

test("facts that are pending are", () => {
  expect(short(gateOf(hierarchy({ upgrades: ["CEN"], "sites/P01/hotfixes": PENDING })))).toEqual({
    ...NOTHING,
    status: "pending",
  });
});

const COULD_NOT = "This could not be judged, and what is not judged does not pass: x.";
const NOTHING_DECLARED = expect.stringMatching(/^input: The preview declares no SMS hierarchy: nothing was checked/);

test.each<[string, PreviewParts, object]>([
  ["no difference", { ...refusedOf(MISSING), result: "failed" }, { status: "blocked" }],
  [
    "a difference, at the line of the gate",
    gateOf(hierarchy(MISSING)),
    {
      status: "failed",
      failures: [
        "difference infra/index.ts:3: the policy upgrade-gate of sms 0.1.0 does not report at contoso what the rules find.",
      ],
    },
  ],
  ["nothing at all", {}, { status: "failed", failures: [NOTHING_DECLARED] }],
  [
    "a log that breaks off",
    { ...gateOf(READY), result: "" },
    { status: "failed", failures: ["preview: The preview did not come to its end: its event log breaks off."] },
  ],
  [
    "a failure without a reason",
    { ...gateOf(READY), result: "failed" },
    {
      status: "failed",
      failures: ["preview: The preview failed without a reason that its output or its event log tells."],
    },
  ],
  [
    "an error of the program, and what was declared before it",
    {
      steps: [stepOf(TYPES.hierarchy, "contoso")],
      events: [
        outputsOf(TYPES.hierarchy, "contoso", { hierarchy: "contoso" }),
        failure("boom\n    at f (/srv/a.ts:5:1)"),
      ],
      result: "failed",
    },
    { status: "failed", failures: ["preview infra/a.ts:5: boom\n    at f (/srv/a.ts:5:1)"] },
  ],
  [
    "an error of a resource, at its line",
    { ...gateOf(READY), events: [...gateOf(READY).events, failure("no", GATE)], result: "failed" },
    { status: "failed", failures: ["preview infra/index.ts:3: no"] },
  ],
  [
    "more errors than anybody reads",
    { events: Array.from({ length: 30 }, (_, index) => failure(`error ${index}`)), result: "failed" },
    {
      status: "failed",
      failures: [...Array.from({ length: 20 }, (_, index) => `preview: error ${index}`), "preview: 10 more errors."],
    },
  ],
  [
    "a policy of others that refuses alone",
    { ...gateOf(READY), events: [...gateOf(READY).events, reported(GATE, "tags", "no tags")], result: "failed" },
    { status: "failed", failures: ["preview infra/index.ts:3: The policy tags of sms refuses this preview: no tags"] },
  ],
  [
    "a policy of others that refuses too",
    {
      ...refusedOf(MISSING),
      events: [...refusedOf(MISSING).events, reported("", "tags", "no tags")],
      result: "failed",
    },
    { status: "blocked", remarks: ["The policy tags of sms refuses this preview as well."] },
  ],
  [
    "a policy of others that only advises",
    { ...gateOf(READY), events: [...gateOf(READY).events, reported(GATE, "tags", "no tags", "advisory")] },
    { status: "ready" },
  ],
  [
    "an upgrade that could not be judged",
    {
      steps: [...gateOf(READY).steps, stepOf(TYPES.upgrade, "CEN", { site: "CEN" }, 9)],
      events: [...gateOf(READY).events, reported(UPGRADE, "upgrade-gate", COULD_NOT)],
      result: "failed",
    },
    {
      status: "blocked",
      engine: ["mandatory ungated-upgrade CEN infra/index.ts:9: its site or hierarchy is not known"],
    },
  ],
  [
    "a stack that could not be judged",
    {
      ...gateOf(READY),
      events: [...gateOf(READY).events, reported("", "complete-hierarchy", COULD_NOT)],
      result: "failed",
    },
    {
      status: "blocked",
      engine: [`mandatory refused-by-policy the stack: the policy complete-hierarchy reports: ${COULD_NOT}`],
    },
  ],
  [
    "an upgrade without any gate",
    {
      steps: [stepOf(TYPES.upgrade, "CEN", { hierarchy: "contoso", site: "CEN" }, 9)],
      events: [reported(UPGRADE, "upgrade-gate", "ungated-upgrade: CEN: no gate")],
      result: "failed",
    },
    {
      status: "blocked",
      engine: ["mandatory ungated-upgrade CEN infra/index.ts:9: no gate of contoso was checked in this run"],
    },
  ],
  [
    "a gate that cannot be read, which the policy says too",
    {
      ...gateOf({ hierarchy: "contoso", sites: { CEN: { type: "central", build: 1, domains: [] } } }),
      events: [
        analyzed(GATE),
        reported(GATE, "upgrade-gate", "incomplete-hierarchy: contoso: sites.CEN.build: found 1"),
      ],
      result: "failed",
    },
    {
      status: "failed",
      failures: [
        expect.stringMatching(
          /^input infra\/index.ts:3: The gate of contoso cannot be checked:\nsites.CEN.build: found 1,/,
        ),
      ],
    },
  ],
  [
    "a hierarchy without a gate",
    {
      steps: [stepOf(TYPES.hierarchy, "contoso")],
      events: [outputsOf(TYPES.hierarchy, "contoso", { hierarchy: "contoso", upgrades: [] })],
    },
    { status: "not checked", ungated: ["contoso"] },
  ],
  [
    "a hierarchy that waits for what only the update knows",
    {
      steps: [stepOf(TYPES.hierarchy, "contoso")],
      events: [outputsOf(TYPES.hierarchy, "contoso", { waitsFor: ["sites.CEN", "domains"] })],
    },
    {
      status: "pending",
      remarks: [expect.stringMatching(/^contoso waits for sites.CEN, domains, which this preview/)],
    },
  ],
  [
    "a hierarchy that waits, beside one that is refused",
    {
      steps: [...refusedOf(MISSING).steps, stepOf(TYPES.hierarchy, "fabrikam")],
      events: [...refusedOf(MISSING).events, outputsOf(TYPES.hierarchy, "fabrikam", { waitsFor: ["file"] })],
      result: "failed",
    },
    { status: "blocked", remarks: [expect.stringMatching(/^fabrikam waits for file,/)] },
  ],
  [
    "an error with what follows from it at a component in flight",
    {
      diagnostics: [
        { severity: "error", message: "rpc error: code = Canceled desc = grpc: the client connection is closing" },
        { severity: "error", message: "failed to run policy: context canceled" },
        { severity: "error", message: "sms:index:Sp2Upgrade resource 'CEN': no" },
      ],
      result: "failed",
    },
    { status: "failed", failures: ["preview: sms:index:Sp2Upgrade resource 'CEN': no"] },
  ],
  [
    "what the host of YAML prints of a mistake, and nothing else",
    {
      events: [
        { diagnosticEvent: { message: "Error: Property sits does not exist\n\n", severity: "info#err" } },
        { diagnosticEvent: { message: "  on Pulumi.yaml line 12:\n\n", severity: "info#err" } },
      ],
      result: "failed",
    },
    { status: "failed", failures: ["preview: Error: Property sits does not exist\n  on Pulumi.yaml line 12:"] },
  ],
  [
    "what a program prints beside a refusal",
    {
      steps: refusedOf(MISSING).steps,
      events: [...refusedOf(MISSING).events, { diagnosticEvent: { message: "a warning", severity: "info#err" } }],
      result: "failed",
    },
    { status: "blocked" },
  ],
  [
    "that line alone",
    {
      diagnostics: [{ severity: "error", message: "grpc: the client connection is closing" }],
      result: "failed",
    },
    { status: "failed", failures: ["preview: grpc: the client connection is closing"] },
  ],
  [
    "a gate that is neither a target nor created",
    { steps: [stepOf(TYPES.hierarchy, "contoso"), stepOf(TYPES.gate, "contoso", {}, 1, "same")] },
    {
      status: "failed",
      failures: [expect.stringMatching(/^input infra.index.ts:1: The preview has no gate of contoso, so nothing/)],
      ungated: ["contoso"],
    },
  ],
  [
    "a gate that policies looked at and that is not printed",
    { events: [analyzed(GATE.replace("::sms:index:Sp2Readiness", "::sms:index:Hierarchy$sms:index:Sp2Readiness"))] },
    {
      status: "failed",
      failures: ["input: The gate contoso is not in the output of the preview: print it with --show-sames."],
    },
  ],
  [
    "a gate that is not printed beside one that is",
    { ...gateOf(READY), events: [...gateOf(READY).events, analyzed(urnOf(TYPES.gate, "other"))] },
    {
      status: "failed",
      failures: ["input: The gate other is not in the output of the preview: print it with --show-sames."],
    },
  ],
  [
    "a hierarchy that was looked up before the program ran, and is not declared any more",
    { steps: [stepOf(TYPES.gate, "contoso", READY, 3, "refresh"), stepOf(TYPES.gate, "contoso", READY, 3, "delete")] },
    { status: "failed", failures: [NOTHING_DECLARED] },
  ],
  [
    "a hierarchy whose name a secret shares",
    {
      steps: [stepOf(TYPES.hierarchy, "contoso"), ...gateOf(READY).steps],
      events: [outputsOf(TYPES.hierarchy, "contoso", { hierarchy: "[secret]" }), ...gateOf(READY).events],
    },
    { status: "ready" },
  ],
])("%s", (_, parts, expected) => {
  expect(short(parts)).toEqual({ ...NOTHING, ...expected });
});
