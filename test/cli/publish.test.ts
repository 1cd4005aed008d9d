import { spawnSync } from "node:child_process";
import path from "node:path";
import { Runner, reviewOf } from "../kit/publish/runner";

const MAIN = path.join(__dirname, "../../dist/cli/main.js");
const runner = new Runner();
afterAll(() => runner.remove());

test.each([
  ["another host", ["bitbucket", "review.md"], "Allowed choices are github, gitlab; see pulumi-sms publish --help"],
  ["no file", ["github"], "missing required argument 'file'"],
  ["one file too many", ["github", "a.md", "b.md"], "too many arguments"],
  ["a token, which does not belong on a command line", ["github", "a.md", "--token", "x"], "unknown option '--token'"],
])("a command line with %s is refused", async (_, args, message) => {
  const { code, out, err } = await runner.publish(args, {});
  expect([code, out, err]).toEqual([2, "", expect.stringContaining(message)]);
});

test("the help names every variable that counts, and the exit codes", async () => {
  const { code, out } = await runner.publish(["--help"], {});
  expect(code).toBe(0);
  for (const word of ["GITHUB_TOKEN", "GITHUB_STEP_SUMMARY", "PULUMI_SMS_PULL_REQUEST", "PULUMI_SMS_GITLAB_TOKEN"])
    expect(out).toContain(word);
  expect(out).toContain("Exit codes: 0 published");
});

test("the program as it is compiled publishes with the process's own environment", () => {
  const summary = runner.file("");
  const { PATH } = process.env;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [MAIN, "publish", "github", runner.file(reviewOf("ready"))],
    {
      encoding: "utf8",
      env: { PATH, GITHUB_STEP_SUMMARY: summary },
    },
  );
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("summary written");
});
