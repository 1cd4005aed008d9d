import { factsByNoneKey, isNullable, noneKey } from "../../../domain/model/none";

test("the facts of which somebody can find that there is none have a key of their own for that", () => {
  expect(Object.fromEntries(factsByNoneKey())).toEqual({
    noClicore: "clicore",
    noFullVersion: "fullVersion",
    noSeniorList: "seniorList",
  });
  expect(noneKey("x")).toBe("noX");
});

test.each<[Parameters<typeof isNullable>[0], boolean]>([
  [{ type: "null" }, true],
  [{ type: ["string", "null"] }, true],
  [{ anyOf: [{ type: "string" }, { anyOf: [{ type: "null" }] }] }, true],
  [{ type: "string" }, false],
  [{ type: ["string", "number"] }, false],
  [{ anyOf: [{ type: "string" }] }, false],
  [{}, false],
])("%j may be null: %p", (schema, expected) => {
  expect(isNullable(schema)).toBe(expected);
});
