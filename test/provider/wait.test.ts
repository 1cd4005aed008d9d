import { afterWait, waitFor } from "../../provider/wait";

const silent = { signal: new AbortController().signal, tell: async () => undefined };

afterEach(() => jest.restoreAllMocks());

test("one look without a time-out, whatever it shows", async () => {
  const looks: number[] = [];
  const look = async () => ({ found: looks.push(1), open: ["something"] });
  expect(await waitFor(look, undefined, silent)).toEqual({ found: 1, open: ["something"] });
});

test.each([86_400_000, -86_400_000])(
  "a clock that jumps by %d milliseconds neither ends a wait nor lengthens it",
  async (jump) => {
    const real = Date.now;
    const began = performance.now();
    let looks = 0;
    const look = async () => {
      if (++looks === 2) jest.spyOn(Date, "now").mockImplementation(() => real() + jump);
      return { found: looks, open: ["something"] };
    };
    const { found } = await waitFor(look, 3, silent);
    expect(found).toBeGreaterThanOrEqual(3);
    expect((performance.now() - began) / 1000).toBeGreaterThanOrEqual(3);
    expect((performance.now() - began) / 1000).toBeLessThan(10);
  },
);

test("the same is not said twice, and at most five things are listed", async () => {
  const said: string[] = [];
  const open = ["a", "b", "c", "d", "e", "f"];
  const look = async () => ({ found: undefined, open, progress: "0 of 6" });
  await waitFor(look, 2, { ...silent, tell: async (text) => void said.push(text) });
  expect(said).toEqual(["0 of 6: a, b, c, d, e and 1 more"]);
});

test("a look that nothing can improve ends the wait", async () => {
  const look = async () => ({ found: 7, open: ["the account is refused"], isFinal: true });
  expect(await waitFor(look, 3600, silent)).toMatchObject({ found: 7 });
});

test("the words for a time-out", () => {
  expect([afterWait(undefined), afterWait(1), afterWait(60)]).toEqual(["", " after 1 second", " after 60 seconds"]);
});
