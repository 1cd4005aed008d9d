import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { read } from "../kit/docs/markdown";
import { GitHub } from "../kit/publish/hosts";
import { TOKEN } from "../kit/publish/runner";
import { ACTION, runAction, type Job, type Result } from "../kit/actions/job";
import { Language } from "../kit/actions/language";
import { Workspace } from "../kit/actions/workspace";

const language = new Language();
afterAll(() => language.stop());

let github: GitHub;
let workspace: Workspace;
beforeEach(async () => {
  github = await new GitHub().start();
  workspace = new Workspace();
});
afterEach(async () => {
  await github.stop();
  workspace.remove();
});

const COMMIT = "a".repeat(40);
const BASE = "b".repeat(40);
const commented = (text: string, id = "default") =>
  `# ${text}\n\nReviewed commit: ${COMMIT}\n\n<!-- pulumi-sms:review ${id} -->\n`;
const bodies = () => github.comments.map(({ body }) => body);
const review = (extension: string, id = "default") => workspace.path("temp", `pulumi-sms-${id}`, `review.${extension}`);

const repository = { full_name: "contoso/sms", default_branch: "main" };
const pullRequest = (head: string) => ({
  event_name: "pull_request",
  ref: "refs/pull/7/merge",
  event: {
    repository,
    pull_request: {
      number: 7,
      head: { sha: COMMIT, repo: { full_name: head } },
      base: { sha: BASE, repo: repository },
    },
  },
});
const push = (branch: string) => ({ event_name: "push", ref: `refs/heads/${branch}`, event: { repository } });

interface Changes extends Pick<Job, "inputs" | "others"> {
  readonly run?: { readonly event_name: string; readonly ref: string; readonly event: object };
  readonly env?: Record<string, string>;
}

async function action({ run = pullRequest("contoso/sms"), env = {}, ...rest }: Changes = {}): Promise<Result> {
  const result = await runAction({
    workspace,
    language,
    github: { ...run, repository: "contoso/sms", sha: "c".repeat(40), token: TOKEN, action_path: workspace.installed },
    env: {
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: "contoso/sms",
      GITHUB_EVENT_PATH: workspace.write("event.json", JSON.stringify(run.event)),
      ...env,
    },
    ...rest,
  });
  expect(`${result.log}${workspace.read("summary.md")}`).not.toContain(TOKEN);
  return result;
}

const actionsOf = ({ used }: Result) => used.map(([name]) => name.split("@")[0]);
const RESTORE = "actions/cache/restore";
const SAVE = "actions/cache/save";
const SARIF = "github/codeql-action/upload-sarif";
const ARTIFACT = "actions/upload-artifact";

describe("action.yml", () => {
  test("is what GitHub takes for an action", async () => {
    expect(await language.faultsOf("action", read("action.yml"))).toEqual([]);
  });

  test("puts nothing from outside into the text of a script", () => {
    const scripts = ACTION.runs.steps.flatMap(({ run }) => run ?? []);
    expect(scripts.length).toBeGreaterThan(3);
    expect(scripts.filter((script) => script.includes("${{") || !script.startsWith("set -euo pipefail\n"))).toEqual([]);
    expect(new Set(ACTION.runs.steps.flatMap(({ run, shell }) => (run ? [shell] : [])))).toEqual(new Set(["bash"]));
  });

  test("gives the token to the steps that publish, and to no program of the pull request", () => {
    const withToken = ACTION.runs.steps.filter((step) => JSON.stringify(step).includes("inputs.github-token"));
    expect(withToken.map(({ name }) => name)).toEqual(["Publish", "Upload findings to code scanning"]);
  });

  test("uses other actions by their major version, those of GitHub alone, and every output of its own steps", () => {
    const uses = ACTION.runs.steps.flatMap((step) => step.uses ?? []);
    expect(uses.filter((name) => !/^(actions|github)\/[\w/-]+@v\d+$/.test(name))).toEqual([]);
    const ids = ACTION.runs.steps.flatMap(({ id }) => id ?? []);
    const named = [...read("action.yml").matchAll(/steps\.([\w-]+)\./g)].map(([, id]) => id);
    expect(named.filter((id) => !ids.includes(id ?? ""))).toEqual([]);
  });
});

// The steps are run by bash, as the runner of a POSIX system does.
const onPosix = process.platform === "win32" ? describe.skip : describe;

onPosix("the action", () => {
  test("passes: comment, summary, files, code scanning, and a comparison with the base that is kept", async () => {
    workspace.install();
    const keep = (settings: Readonly<Record<string, string>>) => {
      workspace.write(path.relative(workspace.root, `${settings["path"]}/review.json`), "{}");
      return true;
    };
    const result = await action({ others: { [RESTORE]: keep } });
    expect([result.code, bodies(), workspace.read("summary.md")]).toEqual([
      0,
      [commented("ready")],
      "# ready\n\n<!-- pulumi-sms:review default -->\n",
    ]);
    const out = ["md", "sarif", "xml", "json", "html"].flatMap((extension) => ["--out", review(extension)]);
    const base = ["--kept-base", workspace.path("temp/pulumi-sms-default/base/review.json")];
    expect(workspace.started?.args).toEqual(["review", "--id", "default", ...out, ...base, "--"]);
    expect(result.outputs).toEqual({
      verdict: "passed",
      "exit-code": "0",
      markdown: review("md"),
      sarif: review("sarif"),
      junit: review("xml"),
      json: review("json"),
      html: review("html"),
    });
    expect(result.used).toEqual([
      [
        "actions/cache/restore@v5",
        {
          path: workspace.path("temp/pulumi-sms-default/base"),
          key: `pulumi-sms-base/default/${BASE}`,
          "restore-keys": "pulumi-sms-base/default/",
        },
      ],
      [
        "github/codeql-action/upload-sarif@v4",
        { sarif_file: review("sarif"), category: "pulumi-sms/default", token: TOKEN },
      ],
      [
        "actions/upload-artifact@v7",
        {
          name: "pulumi-sms-review-default",
          path: workspace.path("temp/pulumi-sms-default/review.*"),
          overwrite: "true",
        },
      ],
    ]);
    expect(workspace.started?.env).not.toHaveProperty("GITHUB_TOKEN");
  });

  test.each<[number, number, string, string]>([
    [1, 1, "refused", "::error title=pulumi-sms::An upgrade is refused."],
    [2, 2, "failed", "::error title=pulumi-sms::There is no reliable result."],
    [139, 2, "failed", "::error title=pulumi-sms::There is no reliable result."],
  ])("fails the job if the review ends with %i, after it has been published", async (code, exit, verdict, message) => {
    workspace.install();
    github.comment(commented("ready"));
    const result = await action({ env: { STUB_CODE: String(code), STUB_TEXT: "# blocked" } });
    expect([result.code, result.outputs["verdict"], bodies()]).toEqual([exit, verdict, [commented("blocked")]]);
    expect(result.log).toContain(message);
    expect(actionsOf(result)).toEqual([RESTORE, SARIF, ARTIFACT]);
    expect(workspace.read("summary.md")).toContain("# blocked");
  });

  test("does not let an old verdict stand if the review wrote nothing", async () => {
    workspace.install();
    github.comment(commented("ready"));
    const { code, outputs, ran } = await action({ env: { STUB_SILENT: "yes", STUB_CODE: "0" } });
    expect([code, outputs["verdict"], outputs["sarif"], outputs["json"]]).toEqual([2, "failed", "", ""]);
    expect(bodies()).toEqual([
      commented("There is no review").replace(
        "Reviewed",
        "`pulumi-sms review` ended with exit code 0 and wrote nothing; the log of the run shows why.\n\nReviewed",
      ),
    ]);
    expect(ran).not.toContain("Upload findings to code scanning");
  });

  test("for a pull request from a fork writes the summary alone and says so, and its verdict counts", async () => {
    workspace.install();
    github.fail("POST", /comments/, { status: 403, body: { message: "Resource not accessible by integration" } });
    const result = await action({ run: pullRequest("mallory/sms"), env: { STUB_CODE: "1" } });
    expect([result.code, bodies(), actionsOf(result)]).toEqual([1, [], [RESTORE, ARTIFACT]]);
    expect(result.log).toContain(
      "::notice title=pulumi-sms publish::no comment on pull request 7: it comes from a fork",
    );
    expect(workspace.read("summary.md")).toMatch(/^> \*\*This review is not in a comment:\*\*.*\n\n# ready/);
  });

  test("fails if the comment cannot be written, and does all the rest", async () => {
    workspace.install();
    github.fail("POST", /comments/, { status: 422, body: { message: "Validation Failed" } });
    const result = await action();
    expect([result.code, result.outputs["verdict"], actionsOf(result)]).toEqual([
      2,
      "passed",
      [RESTORE, SARIF, ARTIFACT],
    ]);
    expect(result.log).toContain("::error title=pulumi-sms publish::POST ");
  });

  test("keeps the review of the default branch, and of no other one", async () => {
    workspace.install();
    const kept = await action({ run: push("main"), env: { STUB_CODE: "1" } });
    expect([kept.code, actionsOf(kept), github.seen]).toEqual([1, [SARIF, SAVE, ARTIFACT], []]);
    expect(kept.used.find(([name]) => name.startsWith(SAVE))?.[1]).toEqual({
      path: workspace.path("temp/pulumi-sms-default/base"),
      key: `pulumi-sms-base/default/${"c".repeat(40)}`,
    });
    expect(workspace.read("temp/pulumi-sms-default/base/review.json")).toBe("{}");
    expect(actionsOf(await action({ run: push("topic") }))).toEqual([SARIF, ARTIFACT]);
    expect(actionsOf(await action({ run: push("main"), env: { STUB_CODE: "2" } }))).toEqual([SARIF, ARTIFACT]);
  });

  test("leaves out what its inputs switch off", async () => {
    workspace.install();
    const off = { comment: "false", "upload-sarif": "false", "upload-artifact": "false", "keep-base": "false" };
    const { code, used } = await action({ inputs: off });
    expect([code, used, github.seen]).toEqual([0, [], []]);
    expect(workspace.read("summary.md")).toContain("# ready");
    expect(workspace.started?.args.at(-1)).toBe("--");
  });

  test("warns if the review cannot be kept, and does not fail for it", async () => {
    workspace.install();
    const inTheWay = (settings: Readonly<Record<string, string>>) => {
      workspace.write(path.relative(workspace.root, `${settings["path"]}/review.json/taken`), "");
      return true;
    };
    const { code, log } = await action({ others: { [RESTORE]: inTheWay } });
    expect([code, log]).toEqual([0, expect.stringContaining("::warning title=pulumi-sms::The review is not kept: ")]);
  });

  test("says if findings did not get to code scanning, and does not fail for it", async () => {
    workspace.install();
    const { code, log } = await action({ others: { [SARIF]: () => false } });
    expect([code, log]).toEqual([
      0,
      expect.stringContaining("::warning title=pulumi-sms::The findings did not go to code"),
    ]);
  });

  test("takes folders, arguments and names as they stand, whatever is in them", async () => {
    const folder = "infra/sms $(touch pwned) `touch pwned`; 'x' \"y\"";
    workspace.install(folder);
    const args = ["--config=sms:a=b c", "$(touch pwned)", "`touch pwned`", "*", "'\"\\", "; touch pwned #", "a\\nb"];
    const { code } = await action({
      inputs: {
        "working-directory": folder,
        args: `${args.join("\n")}\r\n\n`,
        stack: "org/$HOME/dev; touch pwned",
        "policy-pack": "../packs/sms pack",
        "policy-pack-config": "config && touch pwned.json",
        base: "$(touch pwned)/base.json",
        id: "dev-1_2.3",
      },
    });
    expect([code, bodies()]).toEqual([0, [commented("ready", "dev-1_2.3")]]);
    const { args: given = [], cwd = "" } = workspace.started ?? {};
    expect(path.relative(workspace.checkout, cwd)).toBe(path.normalize(folder));
    expect(given.slice(given.indexOf("--base"))).toEqual([
      ...["--base", "$(touch pwned)/base.json", "--policy-pack-config", "config && touch pwned.json", "--"],
      ...["--stack", "org/$HOME/dev; touch pwned", "--policy-pack", "../packs/sms pack", ...args],
    ]);
    const files = readdirSync(workspace.root, { recursive: true, encoding: "utf8" });
    expect(files.filter((file) => path.basename(file).startsWith("pwned"))).toEqual([]);
  });

  test("takes the package that it comes with, from above the working directory as well", async () => {
    workspace.install(".");
    workspace.write("work/sms/infra/dev/Pulumi.yaml", "");
    expect((await action({ inputs: { "working-directory": "infra/dev" } })).code).toBe(0);
  });

  test("says what to do if the package is not installed, and what an id is made of", async () => {
    const missing = await action();
    expect([missing.code, missing.ran]).toEqual([2, ["Prepare"]]);
    expect(missing.log).toMatch(/^::error title=pulumi-sms::Use the action from the installed package: run npm ci/);
    workspace.install();
    for (const id of ["a b", "../x", "", "x\n::error::y"]) {
      const { code, ran, log } = await action({ inputs: { id } });
      expect([code, ran, log.split("\n").length]).toEqual([2, ["Prepare"], 2]);
    }
    expect(existsSync(workspace.path("started.json"))).toBe(false);
  });
});
