import path from "node:path";
import { TYPES } from "../../domain/carried/gate";
import { refusalOf } from "../../rules/refusal";
import { hierarchy, judgementOf, type Changes } from "../kit/base";
import { analyzed, AT, GATE, logOf, outputOf, reported, stepOf } from "../kit/review/preview-files";
import { workshop } from "../kit/pulumi-sms";

const { at, write, read, fakePulumi, pulumiSms } = workshop();
const TODAY = ["--today", "2000-07-01"];
const MISSING: Changes = { upgrades: ["CEN"], "sites/P01/hotfixes/Q252717": { installed: false } };
const file = (name: string, changes: Changes) => write(name, JSON.stringify(hierarchy(changes), undefined, 2));
const READY = file("ready.json", { upgrades: ["CEN"] });
const BLOCKED = file("blocked.json", MISSING);

/** The two files of a preview of one gate, judged under the defaults. */
function previewOf(name: string, changes: Changes) {
  const document = hierarchy(changes);
  const judgement = judgementOf(document);
  const isRefused = judgement.verdict === "blocked";
  const refusal = isRefused ? [reported(GATE, "upgrade-gate", refusalOf(judgement))] : [];
  const parts = {
    steps: [stepOf(TYPES.gate, "contoso", document, 3)],
    events: [analyzed(GATE, ["upgrade-gate"]), ...refusal],
    result: isRefused ? "failed" : "succeeded",
  };
  const files = [write(`${name}.preview.json`, outputOf(parts)), write(`${name}.events.json`, logOf(parts))];
  return { parts, options: ["--preview", files[0]!, "--events", files[1]!] };
}
const GOOD = previewOf("good", { upgrades: ["CEN"] });
const BAD = previewOf("bad", MISSING);
const ATTESTED = previewOf("attested", {
  upgrades: ["CEN"],
  "sites/CEN/hotfixes/Q252717": { attestedBy: "j.doe", attestedOn: "2000-06-20" },
});

const firstLine = ({ code, out }: { code: number; out: string }) => [code, out.split("\n")[0]];
const message = (text: string) => text.split("\n").filter((line) => line !== "" && !line.endsWith("review not run"));

describe("a hierarchy file", () => {
  test.each([
    ["is ready", READY, 0, "contoso: ready; 1 of 1 upgrade may begin"],
    ["is blocked", BLOCKED, 1, "contoso: blocked; 0 of 1 upgrade may begin"],
    [
      "cannot be judged",
      write("wrong.yaml", "hierarchy: contoso\n"),
      2,
      expect.stringMatching(/wrong.yaml: failed; there is/),
    ],
  ])("that %s is told by exit code and text", async (_, name, code, line) => {
    expect(firstLine(await pulumiSms(["review", name, ...TODAY]))).toEqual([code, line]);
  });

  test("is judged under the options of check, every finding at its line", async () => {
    const { code, out } = await pulumiSms(["review", BLOCKED, ...TODAY, "--level", "hotfix-prerequisites=advisory"]);
    const line = JSON.stringify(hierarchy(MISSING), undefined, 2)
      .split("\n")
      .findIndex((one) => one.includes('"installed"'));
    expect([code, out]).toEqual([
      0,
      expect.stringContaining(`\n    blocked.json:${line}:9: P01  Q252717 is not installed\n`),
    ]);
  });

  test("is named from the root of the repository: the given one, else the checkout of the job", async () => {
    const deep = file("deep/er/blocked.json", MISSING);
    const placed = async (args: readonly string[], env: Record<string, string> = {}) =>
      /^ +(\S+):\d+:\d+: P01/m.exec((await pulumiSms(["review", deep, ...TODAY, ...args], env)).out)?.[1];
    expect(await placed([])).toBe("blocked.json");
    expect(await placed([], { GITHUB_WORKSPACE: at(".") })).toBe("deep/er/blocked.json");
    expect(await placed([], { CI_PROJECT_DIR: at("deep") })).toBe("er/blocked.json");
    expect(await placed(["--root", at(".")], { CI_PROJECT_DIR: at("deep") })).toBe("deep/er/blocked.json");
    const { code, err } = await pulumiSms(["review", deep, "--root", at("nowhere")]);
    expect([code, err]).toEqual([2, expect.stringContaining("--root")]);
  });

  test("that has faults is told at their lines, 200 of them one by one", async () => {
    const plan = Array.from({ length: 250 }, (_, index) => `  - X${index}`);
    const name = write("faulty.yaml", ["hierarchy: contoso", "sites: {}", "upgrades:", ...plan].join("\n"));
    const { code, out } = await pulumiSms(["review", name, "--format", "json"]);
    const { failures } = JSON.parse(out) as { failures: { kind: string; message: string; place?: { line: number } }[] };
    expect(code).toBe(2);
    expect(failures.map(({ place }) => place?.line)).toEqual([
      2,
      ...Array.from({ length: 199 }, (_, index) => index + 4),
      undefined,
    ]);
    expect(failures.at(-1)?.message).toBe("and 51 more; pulumi-sms check --format json lists all of them");
  });

  test("that does not exist leaves no earlier review where the new one is to be", async () => {
    const out = write("stale.md", "## ✅ Ready");
    const { code } = await pulumiSms(["review", at("nowhere.yaml"), "--out", out]);
    expect([code, read("stale.md")]).toEqual([2, expect.stringMatching(/^## 💥 Failed[^]*No such file/)]);
  });

  test.each<[string, (file: string) => string[]]>([
    ["the file", (name) => [name, "--out", name]],
    ["the file by another path", (name) => [name, "--out", path.join(path.dirname(name), "..", "kept", "h.json")]],
    ["a hierarchy file beside others in their folder", (name) => [path.dirname(name), "--out", at("kept/new.json")]],
    ["standard output, which needs no option", (name) => [name, "--out", "-", "--format", "json"]],
  ])("is not written over: --out names %s", async (_, args) => {
    const name = file("kept/h.json", { upgrades: ["CEN"] });
    const { code, out, err } = await pulumiSms(["review", ...args(name), ...TODAY]);
    expect([code, out + err]).toEqual([
      2,
      expect.stringContaining("expected the name of a file that is not read; without --out a review is printed"),
    ]);
    expect([JSON.parse(read("kept/h.json") ?? ""), read("kept/new.json")]).toEqual([
      hierarchy({ upgrades: ["CEN"] }),
      undefined,
    ]);
  });

  test("that does not exist is bad input", async () => {
    const { code, out, err } = await pulumiSms(["review", at("nowhere.yaml")]);
    expect([code, out, message(err)]).toEqual([2, "", [expect.stringContaining("nowhere.yaml: No such file")]]);
  });
});

describe("a preview that ran already", () => {
  test.each([
    ["ready", GOOD.options, 0, "contoso: ready; 1 of 1 upgrade may begin"],
    ["blocked", BAD.options, 1, "contoso: blocked; 0 of 1 upgrade may begin"],
  ])("%s", async (_, options, code, line) => {
    expect(firstLine(await pulumiSms(["review", ...options]))).toEqual([code, line]);
  });

  test.each<[string, string, string]>([
    ["nothing but blanks", " \n", "found nothing as the output of the preview"],
    [
      "text",
      "Previewing update (dev)\n",
      "found text that is not valid JSON (invalid symbol at line 1, column 1) as the output",
    ],
  ])("of which the output is %s gives a review that says so", async (_, text, says) => {
    const out = at("odd.json");
    const outcome = await pulumiSms([
      "review",
      "--preview",
      write("odd.txt", text),
      "--events",
      BAD.options[3]!,
      "--out",
      out,
    ]);
    const { verdict, failures } = JSON.parse(read("odd.json") ?? "") as {
      verdict: string;
      failures: { message: string }[];
    };
    expect([outcome.code, verdict, failures[0]?.message]).toEqual([2, "failed", expect.stringContaining(says)]);
  });

  test("of which a file does not exist gives a review that says so", async () => {
    const outcome = await pulumiSms(["review", "--preview", at("nowhere"), "--events", at("nowhere")]);
    expect([outcome.code, outcome.out]).toEqual([2, expect.stringContaining("--preview: No such file: ")]);
  });

  test("in another folder than that of its project has no lines, and says so", async () => {
    const { code, out } = await pulumiSms(["review", ...BAD.options]);
    expect([code, out]).toEqual([1, expect.stringContaining("run the review in the folder of the project infra.")]);
    expect(out).not.toContain("index.ts:3");
  });

  test("is judged under the configuration that its policies had", async () => {
    const config = write("strict.json", '{"upgrade-gate":{"minimumEvidence":"files"}}');
    const { code, out } = await pulumiSms(["review", ...ATTESTED.options, "--policy-pack-config", config]);
    expect([code, out]).toEqual([2, expect.stringContaining("does not count: minimumEvidence is files")]);
    expect(
      (await pulumiSms(["review", ...BAD.options, "--policy-pack-config", write("all.json", '{"all":"mandatory"}')]))
        .code,
    ).toBe(1);
  });
});

describe("files to write", () => {
  test("several in one run, each in the format of its name, and text for who looks on", async () => {
    const outs = ["a.json", "b.TXT", "deep/er/c.md"];
    const { code, out, err } = await pulumiSms([
      "review",
      BLOCKED,
      ...TODAY,
      ...outs.flatMap((name) => ["--out", at(name)]),
    ]);
    expect([code, err, out]).toEqual([1, "", read("b.TXT")]);
    expect((JSON.parse(read("a.json") ?? "") as { format: string }).format).toBe("pulumi-sms-review/1");
    expect(read("deep/er/c.md")).not.toBe("");
  });

  test("--format says the format of every file, or of standard output", async () => {
    await pulumiSms(["review", READY, "--out", at("odd.name"), "--format", "json"]);
    const { out } = await pulumiSms(["review", READY, "--format", "json"]);
    expect(JSON.parse(read("odd.name") ?? "")).toEqual(JSON.parse(out));
  });

  test("a file that is there stays whole where the new one cannot be written", async () => {
    write("taken/file.txt", "here");
    const { code, err } = await pulumiSms(["review", READY, "--out", at("taken/file.txt/review.md")]);
    expect([code, message(err)]).toEqual([2, [expect.stringContaining("--out: found ")]]);
    const folder = await pulumiSms(["review", READY, "--out", at("taken"), "--format", "text"]);
    expect([folder.code, read("taken/file.txt")]).toEqual([2, "here"]);
  });

  test("is replaced by a review that failed: no green one is left", async () => {
    await pulumiSms(["review", ...GOOD.options, "--out", at("same.json")]);
    await pulumiSms(["review", "--preview", at("nowhere"), "--events", at("nowhere"), "--out", at("same.json")]);
    expect(read("same.json")).toContain('"verdict": "failed"');
  });
});

describe("a base", () => {
  test("is compared with what is now", async () => {
    await pulumiSms(["review", READY, ...TODAY, "--out", at("base.json")]);
    const { code, out } = await pulumiSms(["review", BLOCKED, ...TODAY, "--base", at("base.json")]);
    expect([code, out]).toEqual([1, expect.stringMatching(/^Since .*ready\.json, 2000-07-01: 1 new, 0 resolved/m)]);
  });

  test("that failed, and a review that failed, are not compared", async () => {
    await pulumiSms(["review", at("wrong.yaml"), "--out", at("failed.json")]);
    const { code, out } = await pulumiSms(["review", READY, "--base", at("failed.json")]);
    expect([code, out]).toEqual([0, expect.stringContaining("Nothing is compared: ")]);
    expect((await pulumiSms(["review", at("wrong.yaml"), "--base", at("base.json")])).out).not.toContain("Since");
  });

  test("that nobody named has no effect on the result, whatever it is", async () => {
    const kept = (file: string, ...args: string[]) => pulumiSms(["review", ...args, ...TODAY, "--kept-base", file]);
    await pulumiSms(["review", READY, ...TODAY, "--out", at("kept.json")]);
    expect((await kept(at("kept.json"), BLOCKED)).out).toMatch(/^Since .*ready\.json, 2000-07-01: 1 new, 0 resolved/m);
    const half = write("half.json", read("kept.json")!.slice(0, 2000));
    for (const file of [
      half,
      write("empty.json", ""),
      write("twice.json", '{"a":1,"a":2}'),
      at("nowhere.json"),
      at("."),
    ]) {
      expect(await kept(file, READY)).toMatchObject({ code: 0, out: expect.stringContaining("Nothing is compared: ") });
      expect(await kept(file, BLOCKED)).toMatchObject({ code: 1, err: "" });
    }
    const { code, out } = await kept(half, READY, "--base", at("kept.json"));
    expect([code, out]).toEqual([0, expect.stringMatching(/^Since .*ready\.json/m)]);
  });

  test("of another version is not compared, and is no bad input", async () => {
    await pulumiSms(["review", READY, ...TODAY, "--out", at("other.json")]);
    const other = write(
      "other.json",
      read("other.json")!.replace('"type": "central"', '"mood": "good", "type": "central"'),
    );
    const { code, out } = await pulumiSms(["review", READY, ...TODAY, "--base", other]);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/Nothing is compared: this version cannot read .*sites.CEN.mood/),
    ]);
  });

  test.each([
    ["is no review", write("no.json", "{}"), "is not the JSON of an earlier review"],
    ["does not exist", at("nowhere.json"), "--base: No such file: "],
  ])("that %s is bad input before anything runs", async (_, base, says) => {
    const { code, out, err } = await pulumiSms(["review", "--base", base], { PATH: at("nowhere") });
    expect([code, out, message(err)]).toEqual([2, "", [expect.stringContaining(says)]]);
  });
});

test.each<[string[], string]>([
  [["--out", "review"], '--out: found "review", expected a name that ends in .txt, .json'],
  [["--format", "xml"], '--format: found "xml", expected text or json'],
  [["--id", "a b"], '--id: found "a b", expected 1 to 64 letters'],
  [["--id", "-->"], '--id: found "-->", expected 1 to 64 letters'],
  [["--id", ""], '--id: found "", expected 1 to 64 letters'],
  [["--preview", "a"], "--preview: needs --events as well: both files of one preview"],
  [["--events", "a"], "--events: needs --preview as well: both files of one preview"],
  [
    ["--preview", "a", "--events", "b", "--", "--stack", "dev"],
    "--preview: this preview ran already, so pulumi gets no arguments behind --",
  ],
  [
    ["--reading", "every-site"],
    "--reading: found no hierarchy file beside it, expected a file, or --policy-pack-config",
  ],
  [
    ["--level", "senior-site=advisory"],
    "--level: found no hierarchy file beside it, expected a file, or --policy-pack-config",
  ],
  [[READY, "--events", "b"], "--events: found a hierarchy file, expected no hierarchy file beside it: it belongs to"],
  [[READY, "--policy-pack-config", "a"], "--policy-pack-config: found a hierarchy file, expected no"],
  [[READY, "--", "--stack", "dev"], "--: found a hierarchy file, expected no"],
  [[READY, "--today", "soon"], '--today: found "soon", expected an existing day'],
  [[READY, "other.yaml"], "other.yaml:1:1: No such file"],
])("review %j is refused before anything runs", async (args, says) => {
  const { code, out, err } = await pulumiSms(["review", ...args], { PATH: at("nowhere") });
  expect([code, out, message(err)]).toEqual([2, "", [expect.stringContaining(says)]]);
});

describe("a preview that it runs", () => {
  const project = () => {
    write("project/Pulumi.yaml", "name: infra\nruntime: nodejs\n");
    return at("project");
  };
  const printed = (parts: typeof GOOD.parts, code = 0, more = "") =>
    `fs.writeFileSync(LOG, ${JSON.stringify(logOf(parts))}); process.stdout.write(${JSON.stringify(outputOf(parts))}); ${more} process.exitCode = ${code};`;
  const reviewed = (bin: string, ...args: string[]) => pulumiSms(["review", "--", ...args], { PATH: bin });

  test("gets all further arguments as they are, and what a review needs", async () => {
    const note = `fs.writeFileSync(${JSON.stringify(at("args.json"))}, JSON.stringify([ARGS, process.env.PULUMI_DEBUG_COMMANDS]));`;
    const bin = fakePulumi("args", printed(GOOD.parts, 0, note));
    const config = write("project/own config.json", '{"upgrade-gate":{"reading":"every-site"}}');
    const { code, out, err } = await pulumiSms(
      [
        "review",
        "--policy-pack-config",
        config,
        "--",
        "-C",
        project(),
        "--stack",
        "my stack",
        "--policy-pack",
        "a b",
        "--",
      ],
      { PATH: bin },
    );
    const [args, debug] = JSON.parse(read("args.json") ?? "") as [string[], string];
    const log = args.at(-1);
    expect([code, debug, args]).toEqual([
      0,
      "1",
      [
        ...["preview", "-C", project(), "--stack", "my stack", "--policy-pack", "a b", "--"],
        ...["--policy-pack-config", config, "--json", "--show-sames", "--non-interactive", "--event-log", log],
      ],
    ]);
    expect([out.split("\n")[0], err]).toEqual([
      "contoso: ready; 1 of 1 upgrade may begin",
      "Running pulumi preview.\n",
    ]);
  });

  test("is reviewed once it has ended, whoever it leaves behind holds its output open", async () => {
    const left = `require("child_process").spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"], { stdio: "inherit", detached: true }).unref();`;
    const { code, out } = await reviewed(fakePulumi("left", printed(GOOD.parts, 0, left)), "-C", project());
    expect([code, out]).toEqual([0, expect.stringContaining("contoso: ready")]);
  }, 30_000);

  test("has the policy pack of the package, unless another is given", async () => {
    const note = `fs.writeFileSync(${JSON.stringify(at("pack.json"))}, JSON.stringify(ARGS));`;
    const bin = fakePulumi("pack", printed(GOOD.parts, 0, note));
    const packs = async (...args: string[]) => {
      await reviewed(bin, ...args);
      const all = JSON.parse(read("pack.json") ?? "") as string[];
      return all.filter((arg) => arg.startsWith("--policy-pack") || arg.endsWith("policy-pack"));
    };
    expect(await packs()).toEqual(["--policy-pack", expect.stringMatching(/policy-pack$/)]);
    expect(await packs("--policy-pack=own")).toEqual(["--policy-pack=own"]);
  });

  test("reads the configuration after -- from the folder that pulumi runs in", async () => {
    write("project/strict.json", '{"upgrade-gate":{"minimumEvidence":"files"}}');
    const bin = fakePulumi("attested", printed(ATTESTED.parts, 0));
    expect((await reviewed(bin, "-C", project())).code).toBe(0);
    for (const folder of [["-C", project()], [`-C${project()}`], [`--cwd=${project()}`]]) {
      const { code, out } = await reviewed(bin, ...folder, "--policy-pack-config", "strict.json");
      expect([code, out]).toEqual([2, expect.stringContaining("minimumEvidence is files")]);
    }
    const missing = await reviewed(bin, "-C", project(), "--policy-pack-config=nowhere.json");
    expect([missing.code, missing.out]).toEqual([2, expect.stringContaining("--policy-pack-config: No such file: ")]);
  });

  test.each<[string, string, string[]]>([
    ["is not there", "", ["pulumi is not on PATH: install the Pulumi CLI"]],
    [
      "says why it failed, and prints nothing",
      `console.error("\\u001b[31merror: \\u001b[0mno stack named 'x' found"); process.exitCode = 255;`,
      ["no stack named 'x' found"],
    ],
    ["fails and says nothing", "process.exitCode = 7;", ["pulumi preview ended with exit code 7 and no message"]],
    ["succeeds and says nothing", "", ["pulumi preview ended with exit code 0 and no message"]],
    [
      "prints no JSON",
      `fs.writeFileSync(LOG, ${JSON.stringify(logOf({}))}); console.log("Previewing"); console.error("error: odd"); process.exitCode = 1;`,
      [
        "pulumi preview ended with exit code 1",
        "(invalid symbol at line 1, column 1) as the output of the preview",
        "odd",
      ],
    ],
    [
      "is killed half-way",
      `fs.writeFileSync(LOG, '{"timestamp":${AT}}'); process.stdout.write("{"); process.kill(process.pid, "SIGKILL"); setTimeout(() => {}, 9999);`,
      ["pulumi was ended by SIGKILL"],
    ],
    [
      "prints a preview and leaves no event log",
      `process.stdout.write('{"config":{"p:password":"hunter2"}}'); console.error("no log"); process.exitCode = 1;`,
      ["no log"],
    ],
    [
      "prints a preview and is killed without a word",
      `process.stdout.write('{"config":{"p:password":"hunter2"}}', () => process.kill(process.pid, "SIGKILL")); setTimeout(() => {}, 9999);`,
      ["pulumi was ended by SIGKILL"],
    ],
    [
      "fails beside a preview that went well",
      printed(GOOD.parts, 1, `console.error("the state is locked");`),
      ["pulumi preview ended with exit code 1: the state is locked"],
    ],
    [
      "fails beside a preview that went well, and says nothing",
      printed(GOOD.parts, 1),
      ["ended with exit code 1: no message"],
    ],
    [
      "says more than anybody reads",
      `console.error("x".repeat(1e6)); process.exitCode = 1;`,
      ["996000 more characters"],
    ],
  ])("by a pulumi that %s gives a review that says so", async (what, script, says) => {
    const bin = what === "is not there" ? at("nowhere") : fakePulumi(what.replaceAll(" ", "-"), script);
    const out = at("run.json");
    const { code } = await pulumiSms(["review", "--out", out, "--", "-C", project()], { PATH: bin });
    const { verdict, failures } = JSON.parse(read("run.json") ?? "") as {
      verdict: string;
      failures: { message: string }[];
    };
    expect([code, verdict, failures.length]).toEqual([2, "failed", 1]);
    for (const text of says) expect(failures[0]?.message).toContain(text);
    for (const text of ["\u001B", "hunter2"]) expect(failures[0]?.message).not.toContain(text);
  });

  test("cannot give commands to the runner of a CI", async () => {
    const error = "boom\n::stop-commands::tok\n##vso[task.prependpath]/tmp";
    const bin = fakePulumi("commands", `console.error(${JSON.stringify(error)}); process.exitCode = 1;`);
    const { out } = await reviewed(bin, "-C", project());
    expect(out).toContain("  - boom\n    \\::stop-commands::tok\n    ##\\vso[task.prependpath]/tmp\n");
  });

  test("that is refused is no failure, whatever its exit code", async () => {
    const { code, out } = await reviewed(fakePulumi("refused", printed(BAD.parts, 255)), "-C", project());
    expect([code, out.split("\n")[0]]).toEqual([1, "contoso: blocked; 0 of 1 upgrade may begin"]);
  });
});

test("help is about reviews", async () => {
  const { code, out } = await pulumiSms(["review", "--help"]);
  expect([code, out]).toEqual([0, expect.stringContaining("What follows -- goes to pulumi preview")]);
});
