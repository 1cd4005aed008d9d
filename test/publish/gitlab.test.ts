import { GitLab } from "../kit/publish/hosts";
import { Runner, TOKEN, reviewOf, type Outcome } from "../kit/publish/runner";

const runner = new Runner();
afterAll(() => runner.remove());

let gitlab: GitLab;
beforeEach(async () => void (gitlab = await new GitLab().start()));
afterEach(() => gitlab.stop());

const READY = runner.file(reviewOf("ready"));
const NOTES = "/api/v4/projects/42/merge_requests/7/notes";
const bodies = () => gitlab.notes.map(({ body }) => body);

function publish(env: Record<string, string> = {}): Promise<Outcome> {
  const usual = {
    PULUMI_SMS_GITLAB_TOKEN: TOKEN,
    CI_API_V4_URL: `${gitlab.url}/api/v4`,
    CI_PROJECT_ID: "42",
    CI_MERGE_REQUEST_IID: "7",
    GITHUB_STEP_SUMMARY: "",
  };
  return runner.publish(["gitlab", READY], { ...usual, ...env });
}

test("a note is created, then left alone while the review says the same, then updated", async () => {
  expect(await publish()).toMatchObject({
    code: 0,
    out: "pulumi-sms publish: note created on merge request 7\n",
    err: "",
  });
  expect((await publish()).out).toBe("pulumi-sms publish: note unchanged on merge request 7\n");
  const commit = { CI_COMMIT_SHA: "c".repeat(40), CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: "a".repeat(40) };
  expect((await publish(commit)).out).toBe("pulumi-sms publish: note updated on merge request 7\n");
  expect(bodies()).toEqual([reviewOf("ready").replace("<!--", `Reviewed commit: ${"a".repeat(40)}\n\n<!--`)]);
  expect(gitlab.asked).toEqual(
    [
      ["GET", "POST"],
      ["GET", "GET user"],
      ["GET", "GET user", "PUT 1"],
    ].flatMap((requests) =>
      requests.map((request) => {
        const [method, rest] = request.split(" ");
        if (rest === "user") return "GET /api/v4/user";
        return `${method} ${NOTES}${rest === undefined ? "" : `/${rest}`}`;
      }),
    ),
  );
  expect(new Set(gitlab.seen.map(({ authorization }) => authorization))).toEqual(new Set([`Bearer ${TOKEN}`]));
});

test("a note on the third page is found, and one of a stranger with our marker is left alone", async () => {
  for (let count = 0; count < 220; count++) gitlab.note(`note ${count}`, "j.doe");
  const ours = gitlab.note(reviewOf("blocked"));
  const strange = gitlab.note(reviewOf("ready, says a stranger"), "mallory");
  expect((await publish()).out).toContain("note updated");
  expect([ours.body, strange.body]).toEqual([reviewOf("ready"), reviewOf("ready, says a stranger")]);
});

test("older notes of ours say that the newest supersedes them, and those of strangers or other reviews stay", async () => {
  const older = gitlab.note(reviewOf("blocked"));
  const strange = gitlab.note(reviewOf("blocked"), "mallory");
  const prod = gitlab.note(reviewOf("blocked", "prod"));
  const newest = gitlab.note(reviewOf("undetermined"));
  expect((await publish()).out).toBe(
    "pulumi-sms publish: note updated on merge request 7; older ones marked as superseded: 1\n",
  );
  const superseded = `_Superseded by [a newer comment](#note_${newest.id})._\n`;
  expect([older, strange, prod, newest].map(({ body }) => body)).toEqual([
    superseded,
    reviewOf("blocked"),
    reviewOf("blocked", "prod"),
    reviewOf("ready"),
  ]);
});

test("a note of a merge request from a fork goes to the project that it asks to be merged into", async () => {
  await publish({
    CI_PROJECT_ID: "4711",
    CI_MERGE_REQUEST_PROJECT_ID: "42",
    PULUMI_SMS_GITLAB_TOKEN: "",
    GITLAB_TOKEN: TOKEN,
  });
  expect(bodies()).toEqual([reviewOf("ready")]);
});

test("a project that is named by its path is asked for by that path", async () => {
  const { code, err } = await publish({ CI_PROJECT_ID: "contoso/sms" });
  expect([code, gitlab.seen.length]).toEqual([2, 1]);
  expect(err).toContain(
    `GET ${gitlab.url}/api/v4/projects/contoso%2Fsms/merge_requests/7/notes?per_page=100: the request failed with 404`,
  );
});

test("outside merge requests, and without a token, there is no note, and it is said", async () => {
  expect((await publish({ CI_MERGE_REQUEST_IID: "" })).out).toBe(
    "pulumi-sms publish: no note: not the pipeline of a merge request\n",
  );
  const { code, out } = await publish({ PULUMI_SMS_GITLAB_TOKEN: "", CI_JOB_TOKEN: "glcbt-job" });
  expect([code, gitlab.seen]).toEqual([0, []]);
  expect(out).toMatch(/neither PULUMI_SMS_GITLAB_TOKEN nor GITLAB_TOKEN is set.*CI_JOB_TOKEN cannot write notes\n$/);
});

test("a token that may not write is no fault, and it is said", async () => {
  gitlab.fail("POST", /notes/, { status: 403, body: { error: "insufficient_scope" } });
  const { code, out } = await publish();
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/no note on merge request 7: the token has no write access.*403 insufficient_scope/),
  ]);
});

test("faults that pass are asked again, and those that stay end with 2", async () => {
  gitlab.fail("GET", /notes/, { status: 502 }, "reset", { status: 429, headers: { "retry-after": "3" } });
  expect(await publish()).toMatchObject({ code: 0, waits: [1000, 2000, 3000] });
  gitlab.fail("GET", /user/, { status: 401, body: { message: `401 Unauthorized ${TOKEN}` } });
  const { code, err } = await publish();
  expect([code, err]).toEqual([
    2,
    expect.stringContaining("the request failed with 401 401 Unauthorized ***. Set a valid token;"),
  ]);
  expect((await publish({ CI_PROJECT_ID: "" })).err).toContain("CI_PROJECT_ID: not set.");
  expect((await publish({ CI_API_V4_URL: "gitlab" })).err).toContain('CI_API_V4_URL: "gitlab" is not an address');
  expect((await publish({ CI_MERGE_REQUEST_IID: "x" })).err).toContain('CI_MERGE_REQUEST_IID: "x" is not a number.');
});

test("a note that was perhaps created is looked for, and not made twice", async () => {
  gitlab.fail("POST", /notes/, "done-but-reset");
  expect(await publish()).toMatchObject({ code: 0, out: "pulumi-sms publish: note unchanged on merge request 7\n" });
  expect(bodies()).toEqual([reviewOf("ready")]);
});
