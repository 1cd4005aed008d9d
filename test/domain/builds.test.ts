import { BUILDS, FULL_VERSIONS, isBuild, SP1_BUILD, SP2_BUILD } from "../../domain/builds";

test("three builds exist; two of them have hotfix installers, which look for one text each (Q249077)", () => {
  expect([...BUILDS]).toEqual([1239, SP1_BUILD, SP2_BUILD]);
  expect(FULL_VERSIONS).toEqual({ 1239: "2.00.1239.0000", 1380: "2.00.1380.1000" });
});

test.each([
  [1239, true],
  [1380, true],
  [1493, true],
  [1400, false],
  [NaN, false],
])("%d is a build: %s", (value, expected) => {
  expect(isBuild(value)).toBe(expected);
});
