import { engineFindings } from "../../../review/preview/engine-findings";
import { faultMessages } from "../../../policy-pack/report";
import { readPreview } from "../../../review/preview/read-preview";
import { incompleteHierarchy, leftOut, ungatedUpgrade, upgradeGate } from "../../../rules/upgrade-gate";
import { GATE, logOf, outputOf, reported, UPGRADE } from "../../kit/review/preview-files";

const PLACE = { file: "index.ts", line: 3 };

function findingsOf(...events: ReturnType<typeof reported>[]) {
  const { reports } = readPreview(outputOf({}), logOf({ events }));
  return engineFindings(reports, (urn) => (urn === GATE ? PLACE : undefined));
}

const worded = (faults: Parameters<typeof faultMessages>[0]) => faultMessages(faults)[0] ?? "";

test("an upgrade beside the gate is a finding at its site, as the pack words it", () => {
  const fault = ungatedUpgrade("CEN", "no gate of contoso was judged", "Declare it otherwise.");
  expect(findingsOf(reported(UPGRADE, "upgrade-gate", worded([fault])))).toEqual([
    {
      rule: "upgrade-gate",
      code: "ungated-upgrade",
      subject: { kind: "site", name: "CEN" },
      level: "mandatory",
      certainty: "known",
      upgrades: [],
      found: "CEN: no gate of contoso was judged",
      needed: fault.needed,
      remedy: ["Declare it otherwise."],
      articles: ["Q261931"],
      message: `CEN: no gate of contoso was judged; needed: ${fault.needed}`,
    },
  ]);
});

test("a gate that leaves out sites is a finding at the hierarchy, at the line of the gate", () => {
  const [finding] = findingsOf(
    reported(GATE, "complete-hierarchy", worded(leftOut("contoso", "site", ["CEN", "P01"], []))),
  );
  expect(finding).toMatchObject({
    code: "incomplete-hierarchy",
    subject: { kind: "hierarchy", name: "contoso" },
    found: "contoso: the gate leaves out the sites CEN, P01",
    needed: "every declared site in the gate",
    remedy: [expect.stringContaining(upgradeGate.remediation)],
    place: PLACE,
  });
});

test("several faults of one gate are one finding that names them all", () => {
  const faults = ["a: found 1", "b: found 2"].map((found) => incompleteHierarchy("contoso", found, "facts"));
  expect(findingsOf(reported(GATE, "upgrade-gate", worded(faults)))[0]?.found).toBe(
    "contoso: 2 faults; a: found 1; b: found 2",
  );
});

test("facts that differ are advice", () => {
  const body = worded([incompleteHierarchy("contoso", "other facts", "those declared now")]);
  expect(findingsOf(reported(GATE, "declared-facts", body, "advisory"))[0]?.level).toBe("advisory");
});

test("a fault without its labels has the words of the rule", () => {
  const [finding] = findingsOf(reported(UPGRADE, "upgrade-gate", "ungated-upgrade: "));
  expect([finding?.needed, finding?.remedy]).toEqual([upgradeGate.title, [upgradeGate.remediation]]);
});

test("verdicts, findings of rules and reports of others are none of them", () => {
  expect(
    findingsOf(
      reported(GATE, "upgrade-gate", "contoso is blocked: 1 of 1 upgrades refused; …"),
      reported(GATE, "hotfix-evidence", "evidence-too-old (broken)"),
      reported(GATE, "tags", "ungated-upgrade: CEN"),
      reported(GATE, "upgrade-gate", "This could not be judged, and what is not judged does not pass: x."),
    ),
  ).toEqual([]);
});
