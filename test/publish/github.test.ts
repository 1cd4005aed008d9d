import { GitHub } from "../kit/publish/hosts";
import { Runner, TOKEN, reviewOf, type Outcome } from "../kit/publish/runner";

const runner = new Runner();
afterAll(() => runner.remove());

let github: GitHub;
beforeEach(async () => void (github = await new GitHub().start()));
afterEach(() => github.stop());

const READY = runner.file(reviewOf("ready"));
const COMMIT = "a".repeat(40);
/** A review as it stands in a comment: with its commit. */
const commented = (text: string, id = "default") =>
  `# ${text}\n\nReviewed commit: ${COMMIT}\n\n<!-- pulumi-sms:review ${id} -->\n`;

interface Surroundings {
  readonly file?: string;
  readonly env?: Record<string, string>;
  readonly patience?: number;
}

function publish({ file = READY, env = {}, patience }: Surroundings = {}): Promise<Outcome> {
  const usual = {
    GITHUB_TOKEN: TOKEN,
    GITHUB_REPOSITORY: "contoso/sms",
    GITHUB_API_URL: github.url,
    GITHUB_EVENT_PATH: runner.event(),
  };
  return runner.publish(["github", file], { ...usual, ...env }, patience);
}

const COMMENTS = "/repos/contoso/sms/issues/7/comments";
const LIST = `GET ${COMMENTS}`;
const CREATE = `POST ${COMMENTS}`;
const bodies = () => github.comments.map(({ body }) => body);

describe("a comment", () => {
  test("is created where there is none, with the commit that it is about, and the summary is written", async () => {
    const { code, out, err, waits, summary } = await publish();
    expect([code, err, waits]).toEqual([0, "", []]);
    expect(out).toBe(
      "pulumi-sms publish: comment created: https://github.example/contoso/sms/pull/7#issuecomment-1001\npulumi-sms publish: summary written\n",
    );
    expect(bodies()).toEqual([commented("ready")]);
    expect(summary).toBe(reviewOf("ready"));
    expect(github.asked).toEqual([LIST, CREATE]);
    expect(new Set(github.seen.map(({ authorization }) => authorization))).toEqual(new Set([`Bearer ${TOKEN}`]));
  });

  test("is updated in place where there is one, and others are left alone", async () => {
    github.comment("What do you think?", "j.doe");
    github.comment(commented("blocked"));
    github.comment(commented("blocked", "prod"));
    const { code, out } = await publish();
    expect([code, out.split("\n")[0]]).toEqual([
      0,
      "pulumi-sms publish: comment updated: https://github.example/contoso/sms/pull/7#issuecomment-1002",
    ]);
    expect(bodies()).toEqual(["What do you think?", commented("ready"), commented("blocked", "prod")]);
    expect(github.asked).toEqual([LIST, "POST /graphql", "PATCH /repos/contoso/sms/issues/comments/1002"]);
  });

  test("that says the same is not touched, whatever its line ends", async () => {
    github.comment(commented("ready").replaceAll("\n", "\r\n").trimEnd());
    const { code, out } = await publish();
    expect([code, out]).toEqual([0, expect.stringContaining("comment unchanged: https://")]);
    expect(github.asked).toEqual([LIST, "POST /graphql"]);
  });

  test("is found on the third page of many", async () => {
    for (let count = 0; count < 249; count++) github.comment(`comment ${count}`, "j.doe");
    const ours = github.comment(commented("blocked"));
    expect((await publish()).code).toBe(0);
    expect([ours.body, github.comments.length]).toEqual([commented("ready"), 250]);
    const pages = github.seen.filter(({ method }) => method === "GET").map(({ path, query }) => [path, query]);
    expect(pages).toEqual([
      [COMMENTS, { per_page: "100" }],
      [COMMENTS, { per_page: "100", page: "2" }],
      [COMMENTS, { per_page: "100", page: "3" }],
    ]);
  });

  test("is the newest one of several", async () => {
    github.comment(commented("blocked"));
    github.comment(commented("undetermined"));
    const older = github.comment(commented("ready"));
    github.comment(commented("undetermined"));
    const { out } = await publish();
    const superseded =
      "_Superseded by [a newer comment](https://github.example/contoso/sms/pull/7#issuecomment-1004)._\n";
    expect(bodies()).toEqual([superseded, superseded, superseded, commented("ready")]);
    expect(out).toContain("comment updated: https://github.example/contoso/sms/pull/7#issuecomment-1004; older ones");
    expect(out).toContain("older ones marked as superseded: 3\n");
    older.body = commented("ready");
    expect((await publish()).out).toContain("comment unchanged: ");
    expect(older.body).toBe(superseded);
    expect((await publish()).out).not.toContain("superseded");
  });

  test("does not say that a comment is superseded that may not be changed, or that is gone", async () => {
    github.comment(commented("blocked"));
    github.comment(commented("blocked"));
    github.comment(commented("blocked"));
    github.fail("PATCH", /1001$/, { status: 403, body: { message: "Forbidden" } });
    github.fail("PATCH", /1002$/, { status: 404, body: { message: "Not Found" } });
    const { code, out } = await publish();
    expect([code, bodies()]).toEqual([0, [commented("blocked"), commented("blocked"), commented("ready")]]);
    expect(out).not.toContain("superseded");
  });

  test.each<[string, string | null, string | undefined]>([
    ["a stranger", "j.doe", "github-actions[bot]"],
    ["a stranger where the host does not say who we are", "j.doe", undefined],
    ["another bot", "dependabot[bot]", "github-actions[bot]"],
    ["somebody who is gone", null, "github-actions[bot]"],
    ["the job's token, where we write with another one", "github-actions[bot]", "release-manager"],
  ])("with our marker, but of %s, is never adopted", async (_, login, viewer) => {
    github.viewer = viewer;
    github.comment(commented("ready, says a stranger"), login);
    expect((await publish()).code).toBe(0);
    expect(bodies()).toEqual([commented("ready, says a stranger"), commented("ready")]);
  });

  test("of ours is found whatever kind of token we have, and where the host does not say who we are", async () => {
    for (const viewer of ["Release-Manager", "contoso-ci[bot]"]) {
      const comment = github.comment(commented("blocked"), viewer.toLowerCase());
      github.viewer = viewer;
      await publish();
      expect(comment.body).toBe(commented("ready"));
    }
    const comment = github.comment(commented("blocked"));
    github.viewer = undefined;
    await publish();
    expect(comment.body).toBe(commented("ready"));
    comment.body = commented("blocked");
    github.fail("POST", /graphql/, { status: 403, body: { message: "Resource not accessible by integration" } });
    await publish();
    expect(comment.body).toBe(commented("ready"));
    expect(github.asked).not.toContain(CREATE);
  });

  test("that carries the marker elsewhere than in its last line is not ours", async () => {
    github.comment(`${commented("blocked")}\nbut I do not agree`);
    github.comment(`> ${commented("blocked")}`.replaceAll("\n<", "\n> <"));
    await publish();
    expect(github.comments).toHaveLength(3);
  });

  test("that is deleted between list and update is created again", async () => {
    github.comment(commented("blocked"));
    github.fail("PATCH", /comments/, { status: 404, body: { message: "Not Found" } });
    expect((await publish()).code).toBe(0);
    expect(bodies()).toEqual([commented("blocked"), commented("ready")]);
  });

  test("that may not be changed gives way to an older one of ours, and at last to a new one", async () => {
    const refusal = { status: 403, body: { message: "Forbidden" } };
    github.comment(commented("blocked"));
    github.comment(commented("undetermined"));
    github.fail("PATCH", /1002$/, refusal, refusal);
    github.fail("PATCH", /1001$/, { status: 200, body: { id: 1001, body: "" } }, refusal);
    expect((await publish()).out).toContain("comment updated");
    expect((await publish()).out).toContain("comment created");
  });

  test("is that of the pull request whose comment started the run, or that the environment names", async () => {
    const issue = { issue: { number: 7, pull_request: { url: "https://api.github.example/pulls/7" } } };
    expect((await publish({ env: { GITHUB_EVENT_PATH: runner.file(JSON.stringify(issue), "json") } })).code).toBe(0);
    const stated = { GITHUB_EVENT_PATH: "", PULUMI_SMS_PULL_REQUEST: "7", GITHUB_SHA: "b".repeat(40) };
    expect((await publish({ env: stated })).code).toBe(0);
    expect(bodies()).toEqual([commented("ready").replace(COMMIT, "b".repeat(40))]);
  });
});

test("GraphQL is asked where GitHub has it: beside the REST API of GitHub Enterprise Server, or where the runner says", async () => {
  github.comment(commented("blocked"));
  github.fail("GET", /^\/api\/v3\/repos\/contoso\/sms\/issues\/7\/comments$/, { status: 200, body: github.comments });
  await publish({ env: { GITHUB_API_URL: `${github.url}/api/v3/` } });
  expect(github.asked[1]).toBe("POST /api/graphql");
  await publish({ env: { GITHUB_GRAPHQL_URL: `${github.url}/graphql` } });
  expect(github.asked).toContain("POST /graphql");
  expect(bodies()).toEqual([commented("ready")]);
});

describe("where no comment can be, the summary alone is written", () => {
  test.each([
    ["a push", { after: COMMIT }],
    ["an issue", { issue: { number: 7 } }],
  ])("for %s", async (_, event) => {
    const { code, out, summary } = await publish({
      env: { GITHUB_EVENT_PATH: runner.file(JSON.stringify(event), "json") },
    });
    expect([code, summary, github.seen]).toEqual([0, reviewOf("ready"), []]);
    expect(out).toBe(
      "pulumi-sms publish: no comment: the run is not about a pull request\npulumi-sms publish: summary written\n",
    );
  });

  const FORBIDDEN = { status: 403, body: { message: "Resource not accessible by integration" } };

  test.each([
    ["a fork", "mallory/sms", "it comes from a fork, and the token of its run can only read"],
    ["a fork that is gone", null, "it comes from a fork, and the token of its run can only read"],
    ["a token without the right", "contoso/sms", "The job needs `permissions: pull-requests: write`"],
  ])("for %s, and it is said", async (_, head, reason) => {
    github.fail("POST", /comments/, FORBIDDEN);
    const env = { GITHUB_EVENT_PATH: runner.event(head), GITHUB_ACTIONS: "true" };
    const { code, out, err, waits, summary } = await publish({ env });
    expect([code, err, waits]).toEqual([0, "", []]);
    expect(out).toContain("::notice title=pulumi-sms publish::no comment on pull request 7: ");
    expect(out).toContain(reason);
    expect(summary).toBe(`> **This review is not in a comment:** the log says why.\n\n${reviewOf("ready")}`);
    expect(github.comments).toEqual([]);
  });

  test("where already the comments may not be read", async () => {
    github.fail("GET", /comments/, FORBIDDEN);
    const { code, out } = await publish();
    expect([code, out]).toEqual([0, expect.stringContaining("pulumi-sms publish: no comment on pull request 7: ")]);
  });

  test("a fork whose token may write gets its comment", async () => {
    await publish({ env: { GITHUB_EVENT_PATH: runner.event("mallory/sms") } });
    expect(bodies()).toEqual([commented("ready")]);
  });
});

describe("a fault that passes", () => {
  test.each([500, 502, 503, 504, 408])("is asked again: %i", async (status) => {
    github.comment(commented("blocked"));
    github.fail("GET", /comments/, { status, body: "<html><h1>Unicorn!</h1></html>" });
    github.fail("PATCH", /comments/, { status }, { status });
    github.fail("POST", /graphql/, { status });
    const { code, waits } = await publish();
    expect([code, waits, bodies()]).toEqual([0, [1000, 1000, 1000, 2000], [commented("ready")]]);
  });

  test("is a connection that ends, an answer that does not come, and one that is no JSON", async () => {
    github.fail(
      "GET",
      /comments/,
      "reset",
      "silence",
      { status: 200, body: "<html>proxy</html>" },
      { status: 200, body: {} },
    );
    const { code, waits } = await publish({ patience: 300 });
    expect([code, waits, bodies()]).toEqual([0, [1000, 2000, 4000, 8000], [commented("ready")]]);
  });

  test.each<[string, number, Record<string, string>, string, number]>([
    ["429 with Retry-After", 429, { "retry-after": "7" }, "", 7000],
    [
      "a secondary limit with Retry-After",
      403,
      { "retry-after": "30" },
      "You have exceeded a secondary rate limit",
      30_000,
    ],
    ["a secondary limit that says no time", 403, {}, "You have exceeded a secondary rate limit", 60_000],
    ["a limit that is over", 403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1" }, "", 1000],
  ])("is waited for as the host says: %s", async (_, status, headers, message, wait) => {
    github.fail("POST", /comments/, { status, headers, body: { message } });
    const { code, waits } = await publish();
    expect([code, waits, github.asked, bodies()]).toEqual([0, [wait], [LIST, CREATE, CREATE], [commented("ready")]]);
  });

  test("does not make two comments of one: what was perhaps created is looked for first", async () => {
    github.fail("POST", /comments/, "done-but-reset");
    const { code, out, waits } = await publish();
    expect([code, waits, bodies()]).toEqual([0, [5000], [commented("ready")]]);
    expect(out).toContain("comment unchanged");
    expect(github.asked).toEqual([LIST, CREATE, LIST, "POST /graphql"]);
  });

  test("is a create that fails twice", async () => {
    github.fail("POST", /comments/, { status: 502 }, "reset");
    const { code, waits } = await publish();
    expect([code, waits, bodies()]).toEqual([0, [5000, 5000], [commented("ready")]]);
  });
});

describe("a fault that stays ends with 2, says what was asked, what came back and what to do, and the summary is written", () => {
  const where = () => `${github.url}${COMMENTS}`;
  const failed = async (surroundings: Surroundings = {}) => {
    const { code, err, summary, ...rest } = await publish(surroundings);
    expect(code).toBe(2);
    expect(summary).toBe(`> **This review is not in a comment:** the log says why.\n\n${reviewOf("ready")}`);
    expect(err).toMatch(/^pulumi-sms publish: .*: .*\. .*\.\n$/);
    expect(err).not.toMatch(/\n\s+at /);
    return { ...rest, err };
  };

  test("422", async () => {
    github.fail("POST", /comments/, {
      status: 422,
      body: { message: "Validation Failed", errors: [{ field: "body" }] },
    });
    expect((await failed()).err).toBe(
      `pulumi-sms publish: POST ${where()}: the request failed with 422 Validation Failed [{"field":"body"}]. See what GitHub says about the request; it was not done.\n`,
    );
  });

  test("401, with a token that the host says back", async () => {
    github.fail("GET", /comments/, {
      status: 401,
      body: { message: `Bad credentials: ${TOKEN} ${"x".repeat(280)}${TOKEN}` },
    });
    expect((await failed()).err).toContain("the request failed with 401 Bad credentials: *** xxx");
  });

  test("404, a redirection, and a limit that lasts longer than a job should", async () => {
    github.fail("GET", /comments/, { status: 404, body: { message: "Not Found" } });
    expect((await failed()).err).toContain(
      "the request failed with 404 Not Found. Check the address and that the token has access.",
    );
    github.fail("GET", /comments/, { status: 301, headers: { location: "http://elsewhere.example/" } });
    expect((await failed()).err).toContain("the request failed with 301. Set the address of the API");
    github.fail("POST", /comments/, {
      status: 403,
      headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "99999999999" },
    });
    const { err, waits } = await failed();
    expect([waits, err]).toEqual([[], expect.stringContaining("GitHub limits requests")]);
  });

  test("comments that never end", async () => {
    const page = { status: 200, headers: { link: '<https://api.github.example/x?page=2>; rel="next"' }, body: [] };
    github.fail("GET", /comments/, ...Array.from({ length: 1001 }, () => page));
    expect((await failed()).err).toContain("more than 1000 pages of comments. Delete old comments.");
  });

  test("a limit that stays", async () => {
    const limit = { status: 429, headers: { "retry-after": "2" } };
    github.fail("GET", /comments/, limit, limit, limit, limit, limit);
    expect((await failed()).waits).toEqual([2000, 2000, 2000, 2000]);
  });

  test("a host that is broken", async () => {
    github.fail(
      "GET",
      /comments/,
      ...Array.from({ length: 5 }, () => ({ status: 500, body: { message: "Server\n::error::Error" } })),
    );
    const { err, waits } = await failed();
    expect(err).toContain(`GET ${where()}?per_page=100: the host answered 500 Server ::error::Error. Run`);
    expect(waits).toEqual([1000, 2000, 4000, 8000]);
  });

  test("a create that nobody answers", async () => {
    github.fail("POST", /comments/, "reset", "reset", "reset");
    const { waits } = await failed();
    expect([waits, github.asked]).toEqual([
      [5000, 5000],
      [LIST, CREATE, LIST, CREATE, LIST, CREATE],
    ]);
  });

  test("a host that is not there, and one that answers something else", async () => {
    await github.stop();
    expect((await failed()).err).toContain("ECONNREFUSED");
    github = await new GitHub().start();
    github.fail("GET", /comments/, ...Array.from({ length: 5 }, () => ({ status: 200, body: "<html>Sign in</html>" })));
    expect((await failed()).err).toContain("the answer is not GitHub's: <html>Sign in</html>");
  });

  test.each([
    ["no token", { GITHUB_TOKEN: "" }, "GITHUB_TOKEN: not set."],
    [
      "a token in two lines",
      { GITHUB_TOKEN: `${TOKEN}\n${TOKEN}` },
      "GITHUB_TOKEN: too short for a token, or with characters that no token has.",
    ],
    ["no repository", { GITHUB_REPOSITORY: "" }, "GITHUB_REPOSITORY: not set. Set it to OWNER/NAME"],
    [
      "another path than a repository's",
      { GITHUB_REPOSITORY: "a/../b" },
      'GITHUB_REPOSITORY: "a/../b" is not OWNER/NAME.',
    ],
    [
      "no address",
      { GITHUB_API_URL: "api.github.com" },
      'GITHUB_API_URL: "api.github.com" is not an address that begins with https://.',
    ],
    ["no event", { GITHUB_EVENT_PATH: "/no/such/file" }, "GITHUB_EVENT_PATH, /no/such/file: not the event of a run."],
    ["no number", { PULUMI_SMS_PULL_REQUEST: "7; rm" }, 'PULUMI_SMS_PULL_REQUEST: "7; rm" is not a number.'],
  ])("an environment with %s", async (_, env, message) => {
    expect((await failed({ env })).err).toContain(message);
    expect(github.seen).toEqual([]);
  });

  test("it stands beside the run as one command", async () => {
    github.fail("POST", /comments/, { status: 422, body: { message: "100% wrong\r\n::stop-commands::x" } });
    const { code, out, err } = await publish({ env: { GITHUB_ACTIONS: "true" } });
    expect([code, err]).toEqual([2, ""]);
    const commands = out.split("\n").filter((line) => line.startsWith("::"));
    expect(commands).toEqual([
      expect.stringMatching(/^::error title=pulumi-sms publish::POST .* 422 100%25 wrong ::stop/),
    ]);
  });
});

describe("the text", () => {
  const long = (length: number) => {
    const end = reviewOf("").slice(1);
    return runner.file(`#${"😀".repeat(length - end.length - 1)}${end}`);
  };

  test("of the greatest length is taken, without its commit where there is no room", async () => {
    expect((await publish({ file: long(65_536) })).code).toBe(0);
    expect(bodies()).toEqual([expect.not.stringContaining("Reviewed commit")]);
  });

  test("that is longer is refused before anything is asked, and the summary has it", async () => {
    const { code, err, summary } = await publish({ file: long(65_537) });
    expect([code, github.seen]).toEqual([2, []]);
    expect(err).toContain("65537 characters; a comment can have 65536.");
    expect(summary?.length).toBeGreaterThan(65_536);
  });

  test("in the summary ends after a line where GitHub would show nothing any more", async () => {
    const line = `${"ü".repeat(99)}\n`;
    const { summary = "" } = await publish({ file: runner.file(`${line.repeat(6000)}\n${reviewOf("end")}`) });
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1024 * 1024);
    expect(Buffer.byteLength(summary)).toBeGreaterThan(1024 * 1024 - 400);
    expect(summary).toMatch(/ü\n\n_The rest is left out: GitHub shows at most 1 MiB of a summary._\n$/);
  });

  test("is appended to what the summary has already, and left out where there is no room at all", async () => {
    const full = runner.file("x".repeat(1024 * 1024));
    expect((await publish({ env: { GITHUB_STEP_SUMMARY: full } })).code).toBe(0);
    const some = runner.file("before\n");
    await publish({ env: { GITHUB_STEP_SUMMARY: some } });
    const { readFileSync, statSync } = await import("node:fs");
    expect([readFileSync(some, "utf8"), statSync(full).size]).toEqual([`before\n${reviewOf("ready")}`, 1024 * 1024]);
  });

  test.each<[string, string, string]>([
    ["no file", "/no/such/review.md", "No such file"],
    ["a folder", runner.folder, "This is a directory"],
    ["bytes that are no text", runner.file(Buffer.from([0xff, 0xfe, 0x00])), "it cannot be read as text in UTF-8"],
    [
      "a text without a marker",
      runner.file("# ready\n"),
      "not a review: its last line is not <!-- pulumi-sms:review ID -->",
    ],
    [
      "a marker that is not in the last line",
      runner.file(`${reviewOf("ready")}\nmore\n`),
      "not a review: its last line is not <!-- pulumi-sms:review ID -->",
    ],
  ])("is refused where it is %s", async (_, file, found) => {
    const { code, err, summary } = await publish({ file });
    expect([code, summary, github.seen]).toEqual([2, undefined, []]);
    expect(err).toContain(`${file}: ${found}`);
    expect(err).toContain("Nothing was published.");
  });
});

test("a summary that cannot be written is a fault, and the comment is there all the same", async () => {
  const { code, err } = await publish({ env: { GITHUB_STEP_SUMMARY: runner.folder } });
  expect([code, bodies()]).toEqual([2, [commented("ready")]]);
  expect(err).toContain(`the summary of the step, ${runner.folder}: it cannot be written: EISDIR.`);
});

test("nowhere to publish to is a fault", async () => {
  const { code, err } = await publish({ env: { GITHUB_STEP_SUMMARY: "", GITHUB_EVENT_PATH: "" } });
  expect([code, err]).toEqual([
    2,
    expect.stringContaining("the environment: neither a pull request nor GITHUB_STEP_SUMMARY is set."),
  ]);
});
