import { mkdirSync, symlinkSync } from "node:fs";
import { workshop } from "../kit/pulumi-sms";

const { at, write, pulumiSms } = workshop();
const COPYLOG = "[FILE SOURCE]\r\nx86.bin\\clicore.exe=ZZZ\r\n";

write("team/copylog/CORPPDC.tcf", COPYLOG);
const hierarchyOf = (file: string, name: string) =>
  write(
    name,
    [
      "hierarchy: h",
      "domains:",
      "  CORP:",
      "    pdc: CORPPDC",
      "    logonPoints:",
      `      CORPPDC: { copylog: { file: ${file} } }`,
      "sites:",
      "  CEN: { type: central, build: 1380, domains: [CORP] }",
      "  P01: { type: primary, parent: CEN, build: 1380, domains: [CORP] }",
      "upgrades: [CEN]",
      "",
    ].join("\n"),
  );

test.each(["check", "review"])(
  "%s reads what a hierarchy file names, from the folder of that file",
  async (command) => {
    for (const file of ["copylog/CORPPDC.tcf", "./copylog/../copylog/CORPPDC.tcf", at("team/copylog/CORPPDC.tcf")]) {
      const { code, out, err } = await pulumiSms([command, hierarchyOf(file, "team/h.yaml")]);
      expect([code, err]).toEqual([1, ""]);
      expect(out).toContain("ZZZ");
    }
  },
);

test.each(["check", "review"])("%s reports what it cannot read at the line of its key", async (command) => {
  const file = hierarchyOf("copylog/NORTHPDC.tcf", "team/missing.yaml");
  const { code, out, err } = await pulumiSms([command, file]);
  const reason = 'domains.CORP.logonPoints.CORPPDC.copylog.file: No such file ("copylog/NORTHPDC.tcf")';
  expect(code).toBe(2);
  expect(out + err).toContain(reason);
  if (command === "check") expect(err.split("\n")[0]).toBe(`${file}:6:29: ${reason}`);
});

test("a device in the place of a file is not waited for", async () => {
  const { code, err } = await pulumiSms(["check", hierarchyOf("/dev/zero", "team/device.yaml")]);
  const reason = 'domains.CORP.logonPoints.CORPPDC.copylog.file: A pipe or a device, not a file ("/dev/zero")';
  expect([code, err.split("\n")[0]]).toEqual([2, `${at("team/device.yaml")}:6:29: ${reason}`]);
  expect((await pulumiSms(["check", "/dev/zero"])).err.split("\n")[0]).toBe(
    "/dev/zero: A pipe or a device, not a file",
  );
});

test("all files that cannot be read are reported at once, and one that is given twice", async () => {
  const file = hierarchyOf("copylog/CORPPDC.tcf", "team/h.yaml");
  const again = `${at("team")}/../team/h.yaml`;
  const { code, err } = await pulumiSms(["plan", at("a.yaml"), file, again, at("b.yaml")]);
  expect([code, err.split("\n")]).toEqual([
    2,
    [
      `${at("a.yaml")}:1:1: No such file`,
      `${again}:1:1: Given twice`,
      `${at("b.yaml")}:1:1: No such file`,
      "3 errors; plan not run",
      "",
    ],
  ]);
});

test("a folder is read with what its links lead to, each folder once", async () => {
  const site = (code: string) => `hierarchy: h\nsites:\n  ${code}: { type: central, build: 1380, domains: [] }\n`;
  write("linked/own.yaml", site("CEN"));
  write("elsewhere/team.yaml", site("P01").replace("central", "primary, parent: CEN"));
  for (const loop of ["a", "b", "c"]) symlinkSync(".", at(`linked/${loop}`));
  symlinkSync("nowhere", at("linked/d"));
  symlinkSync("../elsewhere", at("linked/team"));
  mkdirSync(at("linked/sub"));
  symlinkSync("../../elsewhere", at("linked/sub/again"));
  const { code, out, err } = await pulumiSms(["check", at("linked")]);
  expect([code, out, err]).toEqual([0, expect.stringMatching(/^h: ready/), ""]);
});

test.each([["account"], ["account.json"], ["h.yaml", "account"]])(
  "what is in a file that is no hierarchy file, as one with an account, is not shown: %s",
  async (...names) => {
    write("h.yaml", "hierarchy: h\nsites:\n  CEN: { type: central, build: 1380, domains: [] }\n");
    write("account", "username = reader\npassword = hunter2\n");
    write("account.json", '"hunter2"');
    for (const command of ["check", "review", "plan"]) {
      const { code, out, err } = await pulumiSms([command, ...names.map((name) => at(name))]);
      expect([code, out + err]).toEqual([2, expect.stringContaining("found a text, expected a hierarchy document")]);
      expect(out + err).not.toContain("hunter2");
    }
  },
);

test("a link that leads back to itself is told as such, by itself and in a folder", async () => {
  mkdirSync(at("loops"));
  symlinkSync("loop.yaml", at("loops/loop.yaml"));
  for (const place of [at("loops/loop.yaml"), at("loops")]) {
    const { code, err } = await pulumiSms(["check", place]);
    expect([code, err]).toEqual([2, expect.stringMatching(/loop\.yaml(:1:1)?: A link that leads back to itself/)]);
  }
});
