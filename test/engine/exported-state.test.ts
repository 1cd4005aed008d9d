import * as fs from "node:fs";
import { gateDigest, unpackGate, type GateInputs } from "../../dist/domain/carried/gate";
import { isRefused, Lab, type Outcome } from "../kit/engine/lab";

const GATE = "sms:index:Sp2Readiness";
const day = (ahead: number) => new Date(Date.now() + ahead * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
const waived = (expires: string) => `const doc = facts(); doc.sites.S01.hotfixes.Q252717 = { installed: false };
  doc.waivers = [{ rule: "hotfix-prerequisites", subject: "S01", reason: "lab site", owner: "j.doe", expires: "${expires}" }];
  sms.Hierarchy.fromFacts("contoso", doc);`;

describe("a stack that was applied under a waiver", () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = Lab.ofProgram(waived(day(3)));
    expect(isRefused(await lab.up())).toBe(false);
  });

  const analyze = (file: string): Promise<Outcome> => lab.run("policy analyze", { args: ["--file", file] });

  test("policy analyze of its exported state passes today", async () => {
    const outcome = await analyze(lab.export());
    expect([isRefused(outcome), outcome.output]).toEqual([false, expect.stringContaining("waivers-in-force")]);
  });

  test("policy analyze of its exported state refuses once the waiver has run out", async () => {
    const file = lab.export();
    fs.writeFileSync(file, aged(fs.readFileSync(file, "utf8")));
    const outcome = await analyze(file);
    expect(isRefused(outcome)).toBe(true);
    expect(outcome.output).toContain("Q252717 is not installed");
    expect(outcome.output).toContain("waiver-expired");
  });

  test("an unchanged gate whose waiver has run out is judged again, also without a policy pack", async () => {
    const file = lab.export();
    fs.writeFileSync(file, aged(fs.readFileSync(file, "utf8")));
    expect((await lab.run("stack import", { pack: false, args: ["--file", file] })).code).toBe(0);
    lab.write(waived(day(-1)));
    for (const pack of [true, false]) {
      const outcome = await lab.upWithoutPreview({ pack });
      expect(isRefused(outcome)).toBe(true);
      expect(outcome.output).toContain("Q252717 is not installed");
    }
  });
});

/** The state as it would be had the waiver ended yesterday. */
function aged(exported: string): string {
  const state = JSON.parse(exported.replaceAll(day(3), day(-1))) as {
    deployment: { resources: { type: string; inputs: Record<string, unknown>; outputs: { digest: string } }[] };
  };
  const gate = state.deployment.resources.find(({ type }) => type === GATE);
  const digest = String(gateDigest(unpackGate(gate?.inputs ?? {}) as unknown as GateInputs));
  return JSON.stringify(state).replaceAll(gate?.outputs.digest ?? "", digest);
}
