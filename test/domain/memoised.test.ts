import { memoised } from "../../domain/memoised";

/** A function that remembers, and the texts that it was asked to compute. */
function upper() {
  const computed: string[] = [];
  const of = memoised((text: string) => {
    computed.push(text);
    return text === "none" ? undefined : text.toUpperCase();
  });
  return { of, computed };
}

test("a text is computed once", () => {
  const { of, computed } = upper();
  expect([of("a"), of("b"), of("a"), of("b")]).toEqual(["A", "B", "A", "B"]);
  expect(computed).toEqual(["a", "b"]);
});

test("what gives nothing is computed again", () => {
  const { of, computed } = upper();
  expect([of("none"), of("none")]).toEqual([undefined, undefined]);
  expect(computed).toEqual(["none", "none"]);
});

test("a thousand texts are remembered, then it begins anew", () => {
  const { of, computed } = upper();
  for (let index = 0; index < 1000; index++) of(String(index));
  of("0");
  expect(computed).toHaveLength(1000);
  of("one more");
  expect(of("0")).toBe("0");
  expect(computed.slice(1000)).toEqual(["one more", "0"]);
  of("one more");
  expect(computed).toHaveLength(1002);
});
