import { otherErrors, policyLines, violations } from "../../../tools/lib/policy-lines.cjs";

const output = `Previewing update (dev):
 +  sms:index:Sp2Readiness contoso create
Policies:
    ❌ sms@v0.1.0 (local: policy-pack)
        - [mandatory]  copylog-updated  (sms:index:Sp2Readiness: contoso)
          Every logon point is updated.

          CORPBDC1: needed: …
        - [advisory] [severity: low]  advice  (sms:index:Sp2Readiness: contoso)
          Note: back up the site first.
    ⚠️ house-rules (local: ../rules)
        - [mandatory]  tags  (aws:s3:Bucket: b)
          Tag it.

Diagnostics:
  pulumi:pulumi:Stack (contoso-dev):
    error: preview failed

`;

test("the policy lines are those between the heading Policies and the next", () => {
  const lines = policyLines(output);
  expect(lines[0]).toBe("    ❌ sms@v0.1.0 (local: policy-pack)");
  expect(lines.at(-1)).toBe("          Tag it.");
  expect(policyLines("Previewing update (dev):\nResources:\n    + 2 to create\n")).toEqual([]);
});

test("violations are counted for one pack, with their level", () => {
  expect(violations(policyLines(output), "sms")).toEqual([
    { level: "mandatory", policy: "copylog-updated" },
    { level: "advisory", policy: "advice" },
  ]);
  expect(violations(policyLines(output), "house-rules")).toEqual([{ level: "mandatory", policy: "tags" }]);
});

test("a pack that ran without a violation differs from one that did not run", () => {
  expect(violations(["    ✅ sms@v0.1.0 (local: policy-pack)"], "sms")).toEqual([]);
  expect(violations([], "sms")).toBeUndefined();
});

test("an error that is not the policies' refusal is told apart", () => {
  expect(otherErrors(output)).toEqual([]);
  expect(otherErrors("error: no Pulumi.yaml project file found\n    error: preview failed")).toEqual([
    "error: no Pulumi.yaml project file found",
  ]);
});
