import { isBuild } from "../../domain/builds";
import fc from "fast-check";
import {
  compareVersions,
  parseVersion,
  servicePackOf1493,
  SMS_VERSION,
  versionMeaning,
  type Version,
} from "../../domain/version";

const version = (text: string) => parseVersion(text)!;

describe("a version", () => {
  test.each<[string, Omit<Version, "text"> | undefined]>([
    ["2.0.1380.1105", { major: 2, minor: 0, build: 1380, revision: 1105 }],
    ["2.00.1380.1000", { major: 2, minor: 0, build: 1380, revision: 1000 }],
    ["2.00.1239.0000", { major: 2, minor: 0, build: 1239, revision: 0 }],
    ["00002.00000.01380.00062", { major: 2, minor: 0, build: 1380, revision: 62 }],
    ["65535.65535.65535.65535", { major: 65535, minor: 65535, build: 65535, revision: 65535 }],
    ["2.0.1380", undefined],
    ["2.0.1380.1105.1", undefined],
    ["2.0.1380.", undefined],
    ["", undefined],
    [" 2.0.1380.1105", undefined],
    ["2.0.1380.1105\n", undefined],
    ["v2.0.1380.1105", undefined],
    ["2.0.1380.1105a", undefined],
    ["2.0.-1380.1105", undefined],
    ["2.0.1380.65536", undefined],
    ["2.0.1380.100000", undefined],
    ["2,0,1380,1105", undefined],
    ["2.0.１３80.1105", undefined],
  ])("%j is read as four numbers or not at all", (text, expected) => {
    expect(parseVersion(text)).toEqual(expected && { ...expected, text });
  });

  test.each<[string, "<" | "=" | ">", string]>([
    ["2.0.1239.62", "<", "2.0.1239.100"],
    ["2.0.1239.62", "<", "2.0.1239.64"],
    ["2.0.1380.1104", "<", "2.0.1380.1105"],
    ["2.0.1380.1105", "=", "2.0.1380.1105"],
    ["2.0.1380.1105", "=", "2.00.01380.1105"],
    ["2.0.1380.1106", ">", "2.0.1380.1105"],
    ["2.0.1239.9999", "<", "2.0.1380.0"],
    ["2.0.1493.0", ">", "2.0.1380.1130"],
    ["1.9.9999.9999", "<", "2.0.0.0"],
    ["2.1.0.0", ">", "2.0.1493.4000"],
    ["2.1.0.5", "<", "2.1.0.6"],
    ["2.1.0.5", "=", "2.1.0.5"],
  ])("%s %s %s, group by group as numbers (Q249077)", (a, sign, b) => {
    const order = compareVersions(version(a), version(b));
    expect(order < 0 ? "<" : order > 0 ? ">" : "=").toBe(sign);
  });

  const group = fc.integer({ min: 0, max: 0xffff });
  const versions = fc.record({ major: group, minor: group, build: group, revision: group });

  test("reads back what it is written as, in both spellings", () => {
    fc.assert(
      fc.property(versions, fc.integer({ min: 1, max: 5 }), (one, width) => {
        const text = [one.major, one.minor, one.build, one.revision]
          .map((number) => String(number).padStart(width, "0"))
          .join(".");
        expect(parseVersion(text)).toEqual({ ...one, text });
      }),
    );
  });

  test("is ordered: two orders never contradict each other", () => {
    fc.assert(
      fc.property(versions, versions, versions, (a, b, c) => {
        expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) + 0);
        const sorted = [a, b, c].sort(compareVersions);
        expect(compareVersions(sorted[0]!, sorted[2]!)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test("is of SMS 2.0 exactly where the pattern of the JSON Schema says so", () => {
    const digits = fc.stringMatching(/^[0-9]{1,6}$/);
    const builds = fc.constantFrom("1239", "1380", "1493", "01380", "001380", "1381");
    const revision = fc.oneof(digits, fc.integer({ min: 65530, max: 65540 }).map(String));
    const major = fc.oneof(fc.constantFrom("2", "02", "00002", "000002", "3"), digits);
    const minor = fc.oneof(fc.constantFrom("0", "00", "00000", "000000", "1"), digits);
    fc.assert(
      fc.property(fc.tuple(major, minor, builds, revision), (groups) => {
        const text = groups.join(".");
        const read = parseVersion(text);
        expect(SMS_VERSION.test(text)).toBe(
          read !== undefined && read.major === 2 && read.minor === 0 && isBuild(read.build),
        );
      }),
      { numRuns: 500 },
    );
  });
});

test.each<[string, 2 | 3 | 4 | undefined]>([
  ["2.0.1493.2000", 2],
  ["2.0.1493.2005", 2],
  ["2.0.1493.2999", 2],
  ["2.0.1493.3000", 3],
  ["2.0.1493.4999", 4],
  ["2.0.1493.1999", undefined],
  ["2.0.1493.5000", undefined],
  ["2.0.1493.0", undefined],
  ["2.0.1493.200", undefined],
  ["2.0.1493.20005", undefined],
  ["2.0.1380.2000", undefined],
])("the first digit of the last group tells the service pack of %s: %p (Q213410, Q266130)", (text, expected) => {
  expect(servicePackOf1493(version(text))).toBe(expected);
});

test("two spellings of a version mean the same; another text means itself", () => {
  expect(["2.00.1380.1000", "2.0.1380.01000", "000", "2.0.1380"].map(versionMeaning)).toEqual([
    "2.0.1380.1000",
    "2.0.1380.1000",
    "000",
    "2.0.1380",
  ]);
});
