import { inputIssue } from "../../../domain/model/bad-input";
import { badInputJson, judgementJson } from "../../../review/formats/json";
import { hierarchy, judgementOf } from "../../kit/base";

const jsonOf = (judgement: ReturnType<typeof judgementOf>) => [...judgementJson(judgement)].join("");

test("a judgement is an object of hierarchy, verdict, upgrades and findings, and of nothing else", () => {
  const document = hierarchy({
    "sites/CEN/hotfixes/Q252717": { installed: false },
    "sites/P01/hotfixes/Q252717": { installed: false },
    "domains/CORP/seniorList": null,
    upgrades: ["CEN"],
    waivers: [
      { rule: "hotfix-prerequisites", subject: "P01", reason: "é\u202e", owner: "j.doe", expires: "2000-08-01" },
    ],
  });
  const judgement = judgementOf(document);
  const json = jsonOf(judgement);
  const { hierarchy: name, applies, verdict, upgrades, findings } = judgement;
  expect(JSON.parse(json)).toEqual(
    JSON.parse(JSON.stringify({ hierarchy: name, applies, verdict, upgrades, findings })),
  );
  expect(json).toContain('"reason": "é\\u202e"');
  expect(findings.length).toBeGreaterThan(2);
});

test("every finding has its keys in one order, hotfix and waivedBy where they are", () => {
  const document = hierarchy({
    "sites/CEN/hotfixes/Q252717": { installed: false },
    upgrades: ["CEN"],
    waivers: [{ rule: "hotfix-prerequisites", subject: "CEN", reason: "r", owner: "j.doe", expires: "2000-08-01" }],
  });
  const { findings } = JSON.parse(jsonOf(judgementOf(document))) as { findings: Record<string, unknown>[] };
  const before = ["rule", "code", "subject", "level", "certainty", "upgrades", "found", "needed"];
  const after = ["message", "remedy", "articles"];
  expect(Object.keys(findings[0]!)).toEqual([...before, "hotfix", ...after, "waivedBy"]);
  expect(Object.keys(findings.at(-1)!)).toEqual([...before, ...after]);
  expect(findings[0]!["waivedBy"]).toEqual({ owner: "j.doe", reason: "r", expires: "2000-08-01" });
});

test("a judgement without findings is laid out as JSON.stringify would", () => {
  const judgement = {
    hierarchy: "h",
    verdict: "ready" as const,
    upgrades: [],
    applies: true,
    findings: [],
    waiversInForce: [],
    isOver: false,
  };
  const { hierarchy: name, applies, verdict, upgrades, findings } = judgement;
  expect(jsonOf(judgement)).toBe(
    `${JSON.stringify({ hierarchy: name, applies, verdict, upgrades, findings }, undefined, 2)}\n`,
  );
});

test("an upgrade that is done says so beside its verdict, the others say nothing of it", () => {
  const json = jsonOf(judgementOf(hierarchy({ "sites/CEN/build": 1493, upgrades: ["CEN", "P01"] })));
  const { upgrades } = JSON.parse(json) as { upgrades: unknown };
  expect(upgrades).toEqual([
    { site: "CEN", verdict: "ready", done: true },
    { site: "P01", verdict: "ready" },
  ]);
});

test("a judgement with findings is laid out as JSON.stringify would", () => {
  const {
    hierarchy: name,
    applies,
    verdict,
    upgrades,
    findings,
  } = judgementOf(hierarchy({ upgrades: ["CEN", "P01"] }));
  const written = jsonOf(judgementOf(hierarchy({ upgrades: ["CEN", "P01"] })));
  const again = JSON.parse(written) as unknown;
  expect(written).toBe(`${JSON.stringify(again, undefined, 2)}\n`);
  expect(again).toEqual(JSON.parse(JSON.stringify({ hierarchy: name, applies, verdict, upgrades, findings })));
});

test("bad input is a list of errors; value is absent where nothing stands", () => {
  const issues = [
    inputIssue(["a"], undefined, "b"),
    inputIssue([], null, "c"),
    inputIssue(["d"], { e: "\u009b" }, "f"),
    { ...inputIssue(["g"], 1, "h"), position: { line: 3, column: 5 } },
  ];
  const text = badInputJson(issues);
  expect(JSON.parse(text)).toEqual({
    errors: [
      { path: "a", expected: "b", message: "a: found nothing, expected b" },
      { path: "", value: null, expected: "c", message: "the document: found null, expected c" },
      { path: "d", value: { e: "\u009b" }, expected: "f", message: 'd: found {"e":"\u009b"}, expected f' },
      { path: "g", value: 1, expected: "h", message: "g: found 1, expected h", line: 3, column: 5 },
    ],
  });
  expect(text).not.toContain("\u009b");
});
