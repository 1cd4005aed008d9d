import { isUpdatedSince, lastFixInstalled } from "../../../domain/model/updated-since-fix";
import { PENDING } from "../../../domain/pending";

const EARLY = "2000-06-01T00:00:00Z";
const MIDDLE = "2000-06-10T00:00:00Z";
const LATE = "2000-06-20T00:00:00Z";
const sites = (...times: (string | typeof PENDING | undefined)[]) =>
  lastFixInstalled(times.map((copylogFixInstalled) => ({ copylogFixInstalled })));

test.each<[string, Parameters<typeof isUpdatedSince>[0], ReturnType<typeof sites>, unknown]>([
  ["after the last fix", LATE, sites(EARLY, MIDDLE), true],
  ["before the last fix", MIDDLE, sites(EARLY, LATE), false],
  ["at the very moment of it", MIDDLE, sites(MIDDLE), false],
  ["after the known ones, while one is not known", LATE, sites(EARLY, undefined), undefined],
  ["before a known one, whatever the others are", EARLY, sites(MIDDLE, undefined), false],
  ["before a known one, whatever this update brings", EARLY, sites(MIDDLE, PENDING), false],
  ["after the known ones, while one is pending", LATE, sites(EARLY, PENDING), PENDING],
  ["pending itself", PENDING, sites(EARLY), PENDING],
  ["pending beside a time that nobody knows", PENDING, sites(undefined), undefined],
  ["not known itself", undefined, sites(EARLY), undefined],
])("a Copylog.tcf that was written %s", (_, modified, installed, expected) => {
  expect(isUpdatedSince(modified, installed)).toBe(expected);
});
