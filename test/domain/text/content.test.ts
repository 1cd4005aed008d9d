import { indexed } from "../../../domain/text/content";

test("members of an object are found by their key, each object looked through once", () => {
  let looks = 0;
  const find = indexed((owner: Record<string, number>) => {
    looks++;
    return Object.entries(owner);
  });
  const [one, other] = [{ a: 1, b: 2 }, { a: 3 }];
  expect([find(one, "a"), find(one, "b"), find(one, "c"), find(other, "a"), find(one, "a")]).toEqual([
    1,
    2,
    undefined,
    3,
    1,
  ]);
  expect(looks).toBe(2);
  expect(find(undefined, "a")).toBeUndefined();
  expect(looks).toBe(2);
});
