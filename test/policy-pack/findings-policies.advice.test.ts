import type { Changes } from "../kit/base";
import { gate, inPreview, Run, summaryOf, upgrade } from "../kit/analyzer";

beforeAll(() => inPreview(true));
afterAll(() => inPreview(false));

const advice = async (changes: Changes) =>
  summaryOf(await new Run().analyze(gate(changes))).filter((row) => /^(advice|waivers-in-force) /.test(row));

test("advisory findings of whatever rule are reported, one violation for each code", async () => {
  const changes: Changes = {
    "domains/CORP/seniorList": undefined,
    "domains/CORP/logonPoints/CORPBDC/copylog/siteFolders": ["REM"],
    "sites/P01/domains": ["Corp"],
    upgrades: ["P01", "CEN"],
    waivers: [{ rule: "senior-site", subject: "CORP", reason: "r", owner: "o", expires: "2000-01-01" }],
  };
  expect(await advice(changes)).toEqual([
    "advice advisory senior-site-ambiguous",
    "advice advisory copylog-stale-site",
    "advice advisory order",
    "advice advisory waiver-expired",
    "advice advisory domain-name-case",
    "advice advisory site-folder-missing",
  ]);
});

test("that Q261931 does not apply is said once, as advice", async () => {
  const rows = await advice({ "sites/P01/domains": [] });
  expect(rows.filter((row) => row.includes("rule-not-applicable"))).toEqual(["advice advisory rule-not-applicable"]);
});

test("what is waived is reported as that, and not once more", async () => {
  const expires = new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  const waivers = [{ rule: "upgrade-advice", subject: "CORP", reason: "r", owner: "o", expires }];
  expect(await advice({ waivers })).toEqual(["waivers-in-force advisory save-senior-list"]);
});

test("an upgrade has no advice of its own", async () => {
  const run = new Run();
  await run.analyze(gate());
  expect(await run.analyze(upgrade("CEN", gate()))).toEqual([]);
});
