import { HIERARCHY } from "../kit/review/three-sites";
import { workshop } from "../kit/pulumi-sms";

const { write, pulumiSms } = workshop();
const file = write("hierarchy.yaml", HIERARCHY);

test("prints the runbook, and ends with 0 whatever it says", async () => {
  const blocked = write("blocked.yaml", HIERARCHY.replace("updatedSinceFix: true", "updatedSinceFix: false"));
  for (const [path, verdict] of [
    [file, "ready"],
    [blocked, "blocked"],
  ] as const) {
    const { code, out, err } = await pulumiSms(["plan", path, "--today", "2000-07-01"]);
    expect({ code, head: out.split("\n").slice(0, 2), err }).toEqual({
      code: 0,
      head: ["Runbook for SP2: contoso, 2000-07-01", expect.stringMatching(`^${verdict}; `)],
      err: "",
    });
  }
});

test("bad input and formats that do not exist end with 2", async () => {
  const bad = await pulumiSms(["plan", write("bad.yaml", "hierarchy: contoso\nsites: {}\n")]);
  const format = await pulumiSms(["plan", file, "--format", "sarif"]);
  expect([bad.code, format.code, bad.out, format.out]).toEqual([2, 2, "", ""]);
  expect(format.err).toContain("text or markdown or html or json");
});
