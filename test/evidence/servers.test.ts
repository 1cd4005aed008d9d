import { eachServer } from "../../evidence/servers";

const NAMES = Array.from({ length: 20 }, (_, index) => `S${index}`);

test("the first server goes alone, the others some at a time, each once", async () => {
  let running = 0;
  const together: number[] = [];
  const results = await eachServer(
    [...NAMES, "S3"],
    async (server) => {
      together.push(++running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running--;
      return server.toLowerCase();
    },
    { isRefused: () => false, skipped: () => "skipped", parallel: 4 },
  );
  expect([...results]).toEqual(NAMES.map((name) => [name, name.toLowerCase()]));
  expect(together.slice(0, 2)).toEqual([1, 1]);
  expect(Math.max(...together)).toBe(4);
});

test("if the first server refuses the account, no other is asked", async () => {
  const asked: string[] = [];
  const done: string[] = [];
  const results = await eachServer(NAMES.slice(0, 3), async (server) => (asked.push(server), "refused"), {
    isRefused: (result) => result === "refused",
    skipped: (_, first) => `not asked, because ${first} refused`,
    onDone: (server) => done.push(server),
  });
  expect(asked).toEqual(["S0"]);
  expect([...results.values()]).toEqual(["refused", "not asked, because S0 refused", "not asked, because S0 refused"]);
  expect(done).toEqual(["S0", "S1", "S2"]);
});
