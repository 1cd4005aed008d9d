import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "../../cli/run";

const folder = mkdtempSync(path.join(tmpdir(), "pulumi-sms-ci-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function ci(args: readonly string[], env: Record<string, string>): Promise<{ code: number; log: string }> {
  let log = "";
  const write = (text: string) => void (log += text);
  const readInput = () => Promise.resolve(new Uint8Array());
  const code = await run(["ci", ...args], "1.2.3", {
    out: write,
    err: write,
    readInput,
    terminal: { out: {}, err: {} },
    env,
  });
  return { code, log };
}

// What a job does with a review is tested with the action and the template: test/repo.
test("refuses an id that would not fit into a comment, before anything is written", async () => {
  for (const id of ["", "a b", "../x", "x".repeat(65), "x\n::error::y"]) {
    const { code, log } = await ci(["github"], { PULUMI_SMS_ID: id, RUNNER_TEMP: folder });
    expect([code, log.split("\n").length]).toEqual([2, 2]);
    expect(log).toMatch(
      /^pulumi-sms: The id of the review may have letters, digits, dots, hyphens and underscores only/,
    );
  }
  expect(existsSync(path.join(folder, "pulumi-sms-"))).toBe(false);
});

test("--prepare empties the folder of the files, and names it in the outputs of the step", async () => {
  const output = path.join(folder, "output");
  const old = path.join(folder, "pulumi-sms-prod");
  const env = { PULUMI_SMS_ID: "prod", RUNNER_TEMP: folder, GITHUB_OUTPUT: output };
  expect(await ci(["github", "--prepare"], env)).toEqual({ code: 0, log: "" });
  writeFileSync(path.join(old, "review.md"), "of yesterday");
  expect(await ci(["github", "--prepare"], env)).toEqual({ code: 0, log: "" });
  expect([existsSync(old), existsSync(path.join(old, "review.md"))]).toEqual([true, false]);
  expect(readFileSync(output, "utf8")).toBe(`folder=${old}\n`.repeat(2));
});

test("names the hosts that it knows", async () => {
  const { code, log } = await ci(["jenkins"], {});
  expect([code, log]).toEqual([2, expect.stringContaining("github, gitlab")]);
});
