import { eachServer, takingTurns } from "../../evidence/servers";

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

describe("many who ask at the same time", () => {
  const turns = (kind: "read" | "logon") => {
    const asked: string[] = [];
    let running = 0;
    let most = 0;
    const shares = takingTurns(
      {
        readServer: async (server) => {
          asked.push(server);
          most = Math.max(most, ++running);
          await new Promise((resolve) => setTimeout(resolve, 2));
          running--;
          return [kind === "read" ? { kind, content: "" } : { kind, reason: "wrong user name or password" }];
        },
      },
      3,
    );
    const wish = { share: "SMSLOGON", path: "a", want: "text" } as const;
    const answers = Promise.all(NAMES.map((server) => shares.readServer(server, [wish])));
    return answers.then((all) => ({ all, asked, most }));
  };

  test("take turns, some at a time", async () => {
    const { asked, most } = await turns("read");
    expect([asked, most]).toEqual([NAMES, 3]);
  });

  test("are not asked any more once the first server refuses the account", async () => {
    const { asked, all } = await turns("logon");
    expect(asked).toEqual(["S0"]);
    expect(all[7]).toEqual([{ kind: "logon", reason: "not asked, because S0 refused the account" }]);
  });
});
