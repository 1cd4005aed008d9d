import type { Changes } from "../kit/base";
import { gate, inPreview, Run } from "../kit/analyzer";

beforeAll(() => {
  jest.useFakeTimers({
    now: new Date("2000-07-01T23:59:59Z"),
    doNotFake: ["nextTick", "setImmediate", "queueMicrotask", "setTimeout"],
  });
  return inPreview(true);
});
afterAll(() => {
  jest.useRealTimers();
  return inPreview(false);
});

const waiver = (expires: string) => ({
  rule: "hotfix-prerequisites",
  subject: "P01",
  reason: "no window",
  owner: "j.doe",
  expires,
});
const analyze = async (changes: Changes) =>
  (await new Run().analyze(gate({ "sites/P01/hotfixes/Q249077": { installed: false }, ...changes }))).map(
    ({ policy, level, message }) => [policy, level, ...message.split("\n").slice(1, 3)],
  );
const ADVICE = [
  "advice",
  "advisory",
  "save-senior-list: Senior.lst must be saved before an upgrade and put back afterwards",
  expect.any(String),
];
const IN_FORCE = (expires: string) => [
  "waivers-in-force",
  "advisory",
  "missing-hotfix: A required hotfix is not installed, or no evidence for it is declared",
  `  P01: Q249077 is not installed (waived by j.doe until ${expires}: no window)`,
];

test("what is waived is reported at every run, with who answers for it, until when and why", async () => {
  expect(await analyze({ waivers: [waiver("2000-07-15")] })).toEqual([ADVICE, IN_FORCE("2000-07-15")]);
});

test("on its last day a waiver counts until midnight UTC, and not a moment longer", async () => {
  expect(await analyze({ waivers: [waiver("2000-07-01")] })).toEqual([ADVICE, IN_FORCE("2000-07-01")]);
  jest.setSystemTime(new Date("2000-07-02T00:00:00Z"));
  const found = await analyze({ waivers: [waiver("2000-07-01")] });
  expect(found.map(([policy, level, first]) => [policy, level, first])).toEqual([
    ["upgrade-gate", "mandatory", "contoso is blocked: 2 of 2 upgrades refused; hotfix-prerequisites/missing-hotfix 1"],
    [
      "hotfix-prerequisites",
      "mandatory",
      "missing-hotfix (failed): A required hotfix is not installed, or no evidence for it is declared",
    ],
    ["advice", "advisory", "waiver-expired: The waiver has expired; what it covered is a finding again"],
    ["advice", "advisory", "save-senior-list: Senior.lst must be saved before an upgrade and put back afterwards"],
  ]);
});
