import { spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { read } from "../kit/docs/markdown";
import { GitLab } from "../kit/publish/hosts";
import { TOKEN } from "../kit/publish/runner";
import { Workspace, type Ended } from "../kit/actions/workspace";
import { pinnedEngine } from "../../tools/lib/layout.cjs";

const MAIN = path.join(__dirname, "../../dist/cli/main.js");
const FILE = "gitlab/pulumi-sms.gitlab-ci.yml";
const template = parse(read(FILE)) as Record<string, Template>;
const { "pulumi-sms-review": job } = template as { "pulumi-sms-review": Template };

interface Template {
  readonly image: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly rules: readonly { readonly variables: Readonly<Record<string, string>> }[];
  readonly cache: { readonly key: string; readonly paths: readonly string[]; readonly policy: string };
  readonly script: readonly string[];
  readonly artifacts: { readonly paths: readonly string[]; readonly reports: { readonly junit: string } };
}

let gitlab: GitLab;
let workspace: Workspace;
beforeEach(async () => {
  gitlab = await new GitLab().start();
  workspace = new Workspace();
});
afterEach(async () => {
  await gitlab.stop();
  workspace.remove();
});

/** Runs the lines of the job as a runner does, in each of the two shells that images have. */
function run(env: Record<string, string> = {}, shell: readonly string[] = ["sh", "-e"]): Promise<Ended> {
  const { PATH = "" } = process.env;
  return workspace.run(shell, job.script.join("\n"), workspace.checkout, {
    ...job.variables,
    CI_PROJECT_DIR: workspace.checkout,
    CI_API_V4_URL: `${gitlab.url}/api/v4`,
    CI_PROJECT_ID: "42",
    CI_MERGE_REQUEST_IID: "7",
    PULUMI_SMS_GITLAB_TOKEN: TOKEN,
    // `npm ci` has nothing to do here.
    PATH: `${workspace.path("programs")}${path.delimiter}${PATH}`,
    ...env,
  });
}

function install(folder = "."): void {
  workspace.install(folder);
  chmodSync(workspace.write("programs/npm", '#!/bin/sh\necho "npm $*"\n'), 0o755);
}

const bodies = () => gitlab.notes.map(({ body }) => body);
const reviewOf = (text: string) => `# ${text}\n\n<!-- pulumi-sms:review default -->\n`;

test("the template names files that the job writes, variables that it states, and the version of the package", () => {
  expect([job.artifacts.paths, job.artifacts.reports.junit]).toEqual([
    ["pulumi-sms-review/review.*"],
    "pulumi-sms-review/review.xml",
  ]);
  const stated = [...Object.keys(job.variables), ...job.rules.flatMap(({ variables }) => Object.keys(variables))];
  const { stdout: help } = spawnSync(process.execPath, [MAIN, "ci", "--help"], { encoding: "utf8" });
  const users = [job.image, job.cache.key, job.cache.policy, ...job.script, help].join("\n");
  expect(stated.filter((name) => !new RegExp(`\\b${name}\\b`).test(users))).toEqual([]);
  const { version } = JSON.parse(read("package.json"));
  expect(read(FILE)).toContain(`https://unpkg.com/pulumi-sms@${version}/${FILE}`);
  expect(job.variables["PULUMI_SMS_IMAGE"]).toMatch(new RegExp(`:${pinnedEngine}$`));
});

const onPosix = process.platform === "win32" ? test.skip : test;

onPosix.each([
  ["sh", ["sh", "-e"]],
  ["bash", ["bash", "-eo", "pipefail"]],
])("the job passes, with a note, a report and a base for the next one, in %s", async (_, shell) => {
  install();
  const { code, log } = await run({}, shell);
  expect([code, bodies()]).toEqual([0, [reviewOf("ready")]]);
  expect(log).toContain("npm ci\n");
  expect(log).toContain("pulumi-sms publish: note created on merge request 7\n");
  const file = (extension: string) => path.join(workspace.checkout, "pulumi-sms-review", `review.${extension}`);
  const out = ["md", "sarif", "xml", "json", "html"].flatMap((extension) => ["--out", file(extension)]);
  expect(workspace.started?.args).toEqual(["review", "--id", "default", ...out, "--"]);
  expect(workspace.read("work/sms/pulumi-sms-review/review.xml")).toBe("{}");
  await run({}, shell);
  const base = ["--kept-base", path.join(workspace.checkout, "pulumi-sms-review/base/review.json")];
  expect(workspace.started?.args).toEqual(["review", "--id", "default", ...out, ...base, "--"]);
});

onPosix.each([
  [1, "An upgrade is refused."],
  [2, "There is no reliable result."],
])("the job ends with the exit code of the review, %i, after the note is updated", async (exit, message) => {
  install();
  const note = gitlab.note(reviewOf("ready"));
  const { code, log } = await run({ STUB_CODE: String(exit), STUB_TEXT: "# blocked" });
  expect([code, note.body, log]).toEqual([exit, reviewOf("blocked"), expect.stringContaining(message)]);
  expect(workspace.read("work/sms/pulumi-sms-review/base/review.json")).toBe(exit === 1 ? "{}" : "");
});

onPosix("the job does not let an old verdict stand if the review wrote nothing", async () => {
  install();
  const note = gitlab.note(reviewOf("ready"));
  const { code } = await run({ STUB_SILENT: "yes" });
  expect([code, note.body]).toEqual([2, expect.stringMatching(/^# There is no review\n\n`pulumi-sms review` ended/)]);
});

onPosix("the job passes without a token, and fails if the note cannot be written", async () => {
  install();
  const { code, log } = await run({ PULUMI_SMS_GITLAB_TOKEN: "" });
  expect([code, log]).toEqual([0, expect.stringContaining("CI_JOB_TOKEN cannot write notes")]);
  gitlab.fail("POST", /notes/, { status: 400, body: { message: TOKEN } });
  const failed = await run();
  expect([failed.code, failed.log]).toEqual([2, expect.stringContaining("the request failed with 400 ***")]);
});

onPosix("the job takes folders, arguments and names as they stand, whatever is in them", async () => {
  const folder = "infra/sms $(touch pwned) 'x'";
  install(folder);
  const args = ["--config=sms:a=b c", "$(touch pwned)", "`touch pwned`", "*", "'\"\\", "a\\nb", "END"];
  const { code } = await run({
    PULUMI_SMS_DIRECTORY: folder,
    PULUMI_SMS_ARGS: `${args.join("\n")}\n`,
    PULUMI_SMS_STACK: "org/$HOME; touch pwned",
    PULUMI_SMS_POLICY_PACK: "",
    PULUMI_SMS_POLICY_PACK_CONFIG: "a b.json",
    PULUMI_SMS_BASE: "`touch pwned`.json",
  });
  expect(code).toBe(0);
  const { args: given = [], cwd = "" } = workspace.started ?? {};
  expect(path.relative(workspace.checkout, cwd)).toBe(folder);
  expect(given.slice(given.indexOf("--base"))).toEqual([
    ...["--base", "`touch pwned`.json", "--policy-pack-config", "a b.json", "--"],
    ...["--stack", "org/$HOME; touch pwned", ...args],
  ]);
});
