import { takingTurns, Turns } from "../../evidence/servers";
import type { Answer, Wish } from "../../evidence/share";

const NAMES = Array.from({ length: 20 }, (_, index) => `S${index}`);
const soon = () => new Promise((resolve) => setTimeout(resolve, 2));

describe("turns", () => {
  const options = { isRefused: (result: string) => result === "refused", skipped: (by: string) => `skipped by ${by}` };

  test("the first server goes alone, the others some at a time", async () => {
    let running = 0;
    const together: number[] = [];
    const turns = new Turns(4);
    const ask = async (server: string) => {
      together.push(++running);
      await soon();
      running--;
      return server.toLowerCase();
    };
    const results = await Promise.all(NAMES.map((server) => turns.take(server, () => ask(server), options)));
    expect(results).toEqual(NAMES.map((name) => name.toLowerCase()));
    expect(together.slice(0, 2)).toEqual([1, 1]);
    expect(Math.max(...together)).toBe(4);
  });

  test("if the first server refuses the account, no other is asked", async () => {
    const asked: string[] = [];
    const turns = new Turns();
    const ask = async (server: string) => (asked.push(server), "refused");
    const results = await Promise.all(
      NAMES.slice(0, 3).map((server) => turns.take(server, () => ask(server), options)),
    );
    expect([asked, results]).toEqual([["S0"], ["refused", "skipped by S0", "skipped by S0"]]);
  });

  test("whoever is cancelled while he waits leaves his turn to the next one", async () => {
    const turns = new Turns(1);
    const end = new AbortController();
    const asked: string[] = [];
    const take = (server: string, signal?: AbortSignal) =>
      turns.take(server, async () => (asked.push(server), await soon(), server), { ...options, signal });
    const all = [take("S0"), take("S1"), take("S2", end.signal), take("S3")];
    await all[0];
    end.abort(new Error("cancelled"));
    expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
    expect([asked, await take("S4")]).toEqual([["S0", "S1", "S3", "S4"], "S4"]);
  });

  test("a server whose reading fails gives its turn back", async () => {
    const turns = new Turns(1);
    const failing = () => turns.take("S0", () => Promise.reject(new Error("broken")), options);
    for (let times = 0; times < 3; times++) await expect(failing()).rejects.toThrow("broken");
    expect(await turns.take("S1", async () => "read", options)).toBe("read");
  });
});

describe("shares for many who ask at the same time", () => {
  const wish = (path: string): Wish => ({ share: "SMSLOGON", path, want: "text" });
  const counted = (kind: "read" | "logon") => {
    const asked: [server: string, paths: string[]][] = [];
    let running = 0;
    const seen = { most: 0, aborted: 0 };
    const shares = takingTurns(
      {
        readServer: async (server, wishes, signal) => {
          asked.push([server, wishes.map(({ path }) => path)]);
          seen.most = Math.max(seen.most, ++running);
          signal?.addEventListener("abort", () => seen.aborted++);
          await soon();
          running--;
          return wishes.map(({ path }): Answer =>
            kind === "read" ? { kind, content: path } : { kind, reason: "wrong user name or password" },
          );
        },
      },
      new Turns(3),
    );
    return { shares, asked, seen };
  };

  test("take turns, some at a time", async () => {
    const { shares, asked, seen } = counted("read");
    await Promise.all(NAMES.map((server) => shares.readServer(server, [wish("a")])));
    expect([asked.map(([server]) => server), seen.most]).toEqual([NAMES, 3]);
  });

  test("share the turn of a server that somebody waits for, and each gets his own answers", async () => {
    const { shares, asked } = counted("read");
    const all = [
      shares.readServer("S0", [wish("first")]),
      shares.readServer("S1", [wish("a"), wish("b")]),
      shares.readServer("S1", [wish("c")]),
    ];
    const answers = (await Promise.all(all)).map((one) => one.map((answer) => "content" in answer && answer.content));
    expect(answers).toEqual([["first"], ["a", "b"], ["c"]]);
    expect(asked).toEqual([
      ["S0", ["first"]],
      ["S1", ["a", "b", "c"]],
    ]);
  });

  test("a shared reading goes on until everybody who asked is gone", async () => {
    const { shares, seen } = counted("read");
    const ends = [new AbortController(), new AbortController()];
    await shares.readServer("S0", [wish("a")]);
    const all = ends.map(({ signal }) => shares.readServer("S1", [wish("a")], signal));
    await new Promise((resolve) => setImmediate(resolve));
    ends[0]!.abort(new Error("gone"));
    expect(seen.aborted).toBe(0);
    ends[1]!.abort(new Error("gone too"));
    expect(seen.aborted).toBe(1);
    expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });

  test("are not asked any more once the first server refuses the account", async () => {
    const { shares, asked } = counted("logon");
    const all = await Promise.all(NAMES.map((server) => shares.readServer(server, [wish("a")])));
    expect(asked.map(([server]) => server)).toEqual(["S0"]);
    expect(all[7]).toEqual([{ kind: "logon", reason: "not asked, because S0 refused the account" }]);
  });
});
