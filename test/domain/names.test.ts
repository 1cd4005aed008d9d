import fc from "fast-check";
import { byName, controllerKey, foldCode, foldName, isNetbiosName, isSiteCode } from "../../domain/names";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

test("46,652 site codes exist: three letters or digits, without four names that Windows reserves (Q182420)", () => {
  const all = [...ALPHABET].flatMap((a) => [...ALPHABET].flatMap((b) => [...ALPHABET].map((c) => a + b + c)));
  expect(all.filter(isSiteCode)).toHaveLength(46_652);
  expect(all.filter((code) => !isSiteCode(code))).toEqual(["AUX", "CON", "NUL", "PRN"]);
});

test.each<[string, boolean]>([
  ["CEN", true],
  ["012", true],
  ["cen", true],
  ["Con", false],
  ["aux", false],
  ["NULL", false],
  ["COM", true],
  ["CE", false],
  ["CENT", false],
  ["", false],
  ["CE ", false],
  [" CE", false],
  ["C-1", false],
  ["CÉN", false],
  ["CEN\n", false],
  ["1E3", true],
])("%j can be a site code: %p", (code, expected) => {
  expect(isSiteCode(code)).toBe(expected);
});

test.each<[string, boolean]>([
  ["CORP", true],
  ["C", true],
  ["FIFTEEN-LETTERS", true],
  ["SIXTEEN-LETTERS1", false],
  ["", false],
  ["NORTH SEA", true],
  [" CORP", false],
  ["CORP ", false],
  [".CORP", false],
  ["CO.RP", true],
  ["CORP\\PDC", false],
  ["CORP/PDC", false],
  ["CO:RP", false],
  ["CO*RP", false],
  ['CO"RP', false],
  ["CO<RP", false],
  ["CO[RP", false],
  ["CO=RP", false],
  ["CO,RP", false],
  ["CO\nRP", false],
  ["CO\u0000RP", false],
  ["MÜNCHEN", true],
  ["012", true],
  ["_$-'!", true],
])("%j can name a domain or a server: %p", (name, expected) => {
  expect(isNetbiosName(name)).toBe(expected);
});

test("no name has a character that nobody sees, be it a control, a format or a filling one, or none at all yet", () => {
  const unseen = "\u00ad\u034f\u0378\u115f\u17b4\u180b\u200b\u2800\u3164\ud800\ue000\ufe0f\uffa0\u{e0041}\u{e0100}";
  for (const character of unseen) {
    expect([`CORP${character}`, `CO${character}RP`, `${character}CORP`].filter(isNetbiosName)).toEqual([]);
  }
});

test("a letter with its accent is the same as one character and as two", () => {
  const both = ["M\u00fcller", "Mu\u0308LLER"];
  expect(both.filter(isNetbiosName)).toEqual(both);
  expect(both.map(foldName)).toEqual(["M\u00dcLLER", "M\u00dcLLER"]);
  expect(byName({ "M\u00fcller": 1 })("MU\u0308LLER")).toBe(1);
});

test("names fold character by character, as Windows NT does; codes fold plain letters alone", () => {
  expect(["straße", "STRASSE", "münchen"].map(foldName)).toEqual(["STRAßE", "STRASSE", "MÜNCHEN"]);
  expect(["x\u00df", "x\u0131z", "a1b"].map(foldCode)).toEqual(["X\u00df", "X\u0131Z", "A1B"]);
});

test("names that differ in case alone are one name", () => {
  expect(["Corp", "CORP", "corp"].map(foldName)).toEqual(["CORP", "CORP", "CORP"]);
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9-]{1,15}$/), (name) => {
      expect([name.toLowerCase(), foldName(name)].map(foldName)).toEqual([foldName(name), foldName(name)]);
    }),
  );
});

test("a name that grows when it is folded keeps the letter that grows", () => {
  expect(["ßa", "ŉa", "ﬁle"].map(foldName)).toEqual(["ßA", "ŉA", "ﬁLE"]);
});

test("a domain is known by its name and a controller, case aside, and by both", () => {
  expect(controllerKey("Corp", "pdc1")).toBe("CORP PDC1");
  expect(controllerKey("CORP", "PDC2")).not.toBe(controllerKey("CORP", "PDC1"));
});

test("a record is read by name: the spelling itself first, else the one that differs in case", () => {
  const at = byName({ CorpPdc: 1, corppdc: 2, Other: 3 });
  expect([at("CorpPdc"), at("corppdc"), at("OTHER"), at("other"), at("none"), at("toString")]).toEqual([
    1,
    2,
    3,
    3,
    undefined,
    undefined,
  ]);
});
