import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import fc from "fast-check";
import type { Log, Result, Run } from "sarif";
import { reviewSarif } from "../../../review/formats/sarif";
import { allFindings, type PlacedFinding, type Review } from "../../../review/review";
import { visible } from "../../../review/phrases/visible";
import { DESCRIPTORS } from "../../../review/formats/sarif/descriptors";
import { copylogUpdated } from "../../../rules/copylog-updated";
import { RULES } from "../../../rules/index";
import {
  blockedReview,
  comparisonOf,
  failedReview,
  nastyReview,
  pendingReview,
  readyReview,
  weakenedReview,
} from "../../kit/review/samples";
import {
  anyReview,
  comparedReview,
  emptyReview,
  engineReview,
  EVERY_REVIEW,
  staleReview,
  twinReview,
} from "../../kit/review/every-review";

/** The schema of the standard, as Microsoft's tools for SARIF carry it. */
const schemaFile = join(
  require.resolve("@microsoft/sarif-multitool-ts/schemas/ai-result.schema.json"),
  "../../assets/sarif-2.1.0.schema.json",
);
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
const isValid = ajv.compile(JSON.parse(readFileSync(schemaFile, "utf8")) as object);

function faultsOf(log: unknown): string[] {
  return isValid(log) ? [] : (isValid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function runOf(review: Review): Run {
  return (JSON.parse(reviewSarif(review, "default")) as Log).runs[0]!;
}

function resultsOf(review: Review): Result[] {
  return runOf(review).results!;
}

const fingerprintsOf = (review: Review) =>
  resultsOf(review).map((one) => one.partialFingerprints!["primaryLocationLineHash"]!);
const lineOf = ({ locations }: Result) => locations![0]!.physicalLocation!.region!.startLine;
const uriOf = ({ locations }: Result) => locations![0]!.physicalLocation!.artifactLocation!.uri;

/** A review with other findings in its only hierarchy. */
function withFindings(review: Review, change: (finding: PlacedFinding) => PlacedFinding): Review {
  return { ...review, hierarchies: review.hierarchies.map((one) => ({ ...one, findings: one.findings.map(change) })) };
}

describe("the schema", () => {
  test.each(EVERY_REVIEW)("a review that is %s is valid", (_name, review) => {
    expect(faultsOf(JSON.parse(reviewSarif(review(), "default")))).toEqual([]);
  });

  test("a wrong level, a wrong kind of place and an unknown property are found", () => {
    const log = JSON.parse(reviewSarif(blockedReview(), "default")) as {
      runs: { results: Record<string, unknown>[] }[];
    };
    Object.assign(log.runs[0]!.results[0]!, { level: "blocked", locations: "here", owner: "j.doe" });
    expect(faultsOf(log)).toHaveLength(3);
  });

  test("whatever the texts say, a log is valid, every result has a place and nothing is hidden", () => {
    fc.assert(
      fc.property(anyReview, (review) => {
        const text = reviewSarif(review, "default");
        const log = JSON.parse(text) as Log;
        expect(faultsOf(log)).toEqual([]);
        const { results = [] } = log.runs[0]!;
        expect(results).toHaveLength(review.failures.length + 9);
        for (const one of results)
          expect([uriOf(one)!.startsWith("a"), lineOf(one)]).toEqual([true, lineOf(results[0]!)]);
        expect(text.replaceAll("\n", "")).toBe(visible(text.replaceAll("\n", "")));
        expect(text).not.toMatch(/\\u[0-9a-f]{4}|[^\\]\\r/);
      }),
    );
  });
});

describe("results", () => {
  test("what blocks is an error, what comes out later a warning, advice and what is waived a note, the worst first", () => {
    const told = (review: Review) => resultsOf(review).map((one) => [one.ruleId, one.level, lineOf(one)].join(" "));
    expect(told(blockedReview())).toEqual([
      "hotfix-evidence/evidence-too-old error 177",
      "copylog-updated/copylog-not-updated error 509",
      "senior-site/senior-site-ambiguous error 376",
      "copylog-updated/copylog-not-updated error 577",
      "copylog-updated/copylog-not-updated error 591",
      "hotfix-prerequisites/missing-hotfix note 180",
      "waiver/waiver-expired note 1478",
      "upgrade-advice/save-senior-list note 308",
      "upgrade-advice/nt-logon-versions-differ note 308",
    ]);
    expect(told(pendingReview()).filter((line) => !line.startsWith("upgrade-advice"))).toEqual([
      "hotfix-prerequisites/wrong-build-hotfix warning 178",
      "hotfix-prerequisites/wrong-build-hotfix warning 178",
      "hotfix-evidence/evidence-insufficient warning 177",
    ]);
  });

  test("a waived finding has a message with everything there is to say, a place, and a suppression with its owner", () => {
    const waived = resultsOf(blockedReview()).find(({ ruleId }) => ruleId === "hotfix-prerequisites/missing-hotfix")!;
    const { message, ...others } = waived;
    const [finding] = allFindings(blockedReview()).filter(({ waivedBy }) => waivedBy !== undefined);
    expect(message.text!.split("\n")).toEqual([
      "S01: Q249077 is not installed; needed: Q249077 in Bin\\i386: Nt_logon.dll 2.0.1380.1105 or later, before any site is upgraded to SP2 (applies to all sites below SP2)",
      "Waived by j.doe until 2000-07-31: closes in July",
      "Subject: S01",
      "What to do:",
      ...finding!.remedy.map((step, index) => `${index + 1}. ${step}`),
      "Hierarchy: contoso",
      "Articles: Q249077, Q261931; see https://unpkg.com/pulumi-sms@0.1.0/docs/rules/hotfix-prerequisites.md",
    ]);
    expect(others).toEqual({
      ruleId: "hotfix-prerequisites/missing-hotfix",
      ruleIndex: 0,
      level: "note",
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "infra/index.ts", uriBaseId: "%SRCROOT%" },
            region: { startLine: 180, startColumn: 7 },
          },
          logicalLocations: [{ name: "S01", fullyQualifiedName: "contoso/site/S01", kind: "resource" }],
        },
      ],
      suppressions: [
        { kind: "external", status: "accepted", justification: "closes in July (waived by j.doe until 2000-07-31)" },
      ],
      properties: { hierarchy: "contoso", certainty: "known", level: "mandatory", hotfix: "Q249077" },
      partialFingerprints: {
        primaryLocationLineHash: "268cd5f1777b3cdbeecb5b6d6518ef11:1",
        "finding/v1": "268cd5f1777b3cdbeecb5b6d6518ef11:1",
      },
    });
  });

  test("every result that is not waived says so by an empty list of suppressions", () => {
    expect(resultsOf(blockedReview()).map(({ suppressions }) => suppressions!.length)).toEqual([
      0, 0, 0, 0, 0, 1, 0, 0, 0,
    ]);
  });

  test("braces and brackets mean themselves", () => {
    const review = withFindings(blockedReview(), (one) => ({ ...one, message: "{0} [a](1) a\u202e" }));
    expect(resultsOf(review)[0]!.message.text!.split("\n")[0]).toBe("{{0}} [a] (1) a\\u{{202e}}");
  });

  test("what is new since the base says so, and what is resolved is no result", () => {
    const states = resultsOf(comparedReview()).map(({ ruleId, baselineState }) => `${ruleId} ${baselineState}`);
    expect(states).toHaveLength(9);
    expect(states.filter((one) => one.endsWith(" new"))).toEqual([
      "hotfix-evidence/evidence-too-old new",
      "hotfix-prerequisites/missing-hotfix new",
    ]);
    expect(states.filter((one) => one.endsWith(" unchanged"))).toHaveLength(7);
    expect(resultsOf(blockedReview()).some((one) => "baselineState" in one)).toBe(false);
  });

  test("what is reported differently is updated, and new where its code is another", () => {
    const [first, second] = blockedReview().hierarchies[0]!.findings;
    const restated = [
      { hierarchy: "contoso", finding: first!, before: { ...first!, level: "advisory" as const } },
      { hierarchy: "contoso", finding: second!, before: { ...second!, code: "missing-hotfix" } },
    ];
    const states = resultsOf({ ...blockedReview(), comparison: comparisonOf({ restated }) }).map(
      ({ ruleId, baselineState }) => `${ruleId} ${baselineState}`,
    );
    expect(states.filter((one) => !one.endsWith(" unchanged")).sort()).toEqual(
      [`${second!.rule}/${second!.code} new`, `${first!.rule}/${first!.code} updated`].sort(),
    );
  });

  test("how the verdict changed, and what is weaker, are notifications", () => {
    const told = runOf(weakenedReview()).invocations![0]!.toolExecutionNotifications!;
    expect(told.map(({ descriptor, level, message }) => `${descriptor!.id} ${level} ${message.text}`)).toEqual([
      expect.stringMatching(/^review\/changed note verdict on contoso: undetermined before, ready now; /),
      expect.stringMatching(/^review\/weaker warning contoso: Q261931 no longer applies/),
      "review/weaker warning contoso: domain CORP is no longer shared: CEN alone manages logon points in it",
      "review/weaker warning contoso: site P01 left domain CORP",
      "review/changed note Since contoso/dev, 2000-07-01: 2 new, 0 resolved, 3 no longer checked, 0 unchanged.",
    ]);
  });

  test("what only the engine shows is new if the base did not have it", () => {
    const [finding] = engineReview().engineFindings;
    const since = (fresh: readonly { hierarchy: string; finding: PlacedFinding }[]): Review => ({
      ...engineReview(),
      comparison: comparisonOf({ fresh }),
    });
    const stateOf = (review: Review) => resultsOf(review)[0]!.baselineState;
    expect(stateOf(since([{ hierarchy: "", finding: finding! }]))).toBe("new");
    expect(stateOf(since([]))).toBe("unchanged");
  });

  test("no more results than code scanning takes, the worst of them, and the log says how many are left out", () => {
    const { hierarchies } = blockedReview();
    const [first] = hierarchies;
    const many = Array.from({ length: 3000 }, (_, index) =>
      first!.findings.map((one) => ({ ...one, subject: { ...one.subject, name: `${one.subject.name}${index}` } })),
    );
    const text = reviewSarif({ ...blockedReview(), hierarchies: [{ ...first!, findings: many.flat() }] }, "default");
    const { results, invocations } = (JSON.parse(text) as Log).runs[0]!;
    const levels = results!.map(({ level }) => level);
    expect([levels.length, levels.filter((level) => level === "error").length]).toEqual([25_000, 15_000]);
    expect(levels.lastIndexOf("error")).toBe(14_999);
    expect(results!.filter(({ suppressions }) => suppressions!.length > 0)).toHaveLength(3000);
    expect(invocations![0]!.toolExecutionNotifications!.map(({ message }) => message.text).slice(2)).toEqual([
      "2000 of 27000 results are left out, because code scanning refuses a log with more; the worst are here.",
      "Code scanning shows 5000 of 25000 results, the worst.",
    ]);
    expect(gzipSync(text).length).toBeLessThan(10 * 1024 * 1024);
  });
});

describe("rules", () => {
  const { rules } = runOf(emptyReview()).tool.driver;

  test("every code of every rule has one, with help, a link and no more tags than code scanning shows", () => {
    const codes = RULES.flatMap(({ id, codes: all }) => Object.keys(all).map((code) => `${id}/${code}`));
    expect(rules!.map(({ id }) => id)).toEqual([...codes, "review/preview", "review/input", "review/difference"]);
    expect(new Set(rules!.map(({ name }) => name)).size).toBe(rules!.length);
    for (const rule of rules!) {
      const { tags } = rule.properties!;
      expect(tags!.length).toBeLessThanOrEqual(10);
      expect(Math.max(...[rule.shortDescription!, rule.fullDescription!].map(({ text }) => text.length))).toBeLessThan(
        1024,
      );
      expect(rule.help!.markdown!.length).toBeGreaterThan(50);
    }
  });

  test("a rule says what it demands, how to mend what it finds, and where to read on", () => {
    const page = "https://unpkg.com/pulumi-sms@0.1.0/docs/rules/copylog-updated.md";
    const { title: demand, description: why, remediation: remedy, articles, codes } = copylogUpdated;
    const { title } = codes["copylog-corrupt"]!;
    expect(rules!.find(({ id }) => id === "copylog-updated/copylog-corrupt")).toEqual({
      id: "copylog-updated/copylog-corrupt",
      name: "CopylogCorrupt",
      shortDescription: { text: title },
      fullDescription: { text: `${demand} ${why}` },
      help: {
        text: [title, `Required: ${demand}`, why, `Remedy: ${remedy}`, `Articles: ${articles.join(", ")}`, page].join(
          "\n\n",
        ),
        markdown: [
          title,
          `**Required:** ${demand}`,
          why,
          `**Remedy:** ${remedy}`,
          `**Articles:** ${articles.join(", ")}`,
          `[About copylog-updated](${page})`,
        ].join("\n\n"),
      },
      helpUri: page,
      defaultConfiguration: { level: "error" },
      properties: {
        tags: ["sms-2.0", "copylog-updated", ...articles].slice(0, 10),
        precision: "very-high",
        "problem.severity": "error",
      },
    });
  });

  test.each(EVERY_REVIEW)("every result of a review that is %s points at its rule", (_name, review) => {
    const { results, tool } = runOf(review());
    expect(results!.map(({ ruleIndex }) => tool.driver.rules![ruleIndex!]!.id)).toEqual(
      results!.map(({ ruleId }) => ruleId),
    );
  });
});

describe("fingerprints", () => {
  test("they stay when lines move, files are renamed, wording changes and a waiver comes", () => {
    const moved = withFindings(blockedReview(), (one) => ({
      ...one,
      found: "?",
      message: "?",
      place: { file: "elsewhere.ts", line: 1 },
      waivedBy: { owner: "a", reason: "b", expires: "2000-07-01" },
    }));
    expect(fingerprintsOf(moved).sort()).toEqual(fingerprintsOf(blockedReview()).sort());
  });

  test.each(EVERY_REVIEW)("those of a review that is %s differ from each other", (_name, review) => {
    const all = fingerprintsOf(review());
    expect(new Set(all).size).toBe(all.length);
  });

  test("two findings of one code at one server are told apart by the lines that they are about", () => {
    const stale = resultsOf(staleReview()).filter(({ ruleId }) => ruleId === "copylog-owners/copylog-stale-site");
    expect(stale.map(({ level }) => level)).toEqual(["error", "note"]);
    const [shared, folders] = stale.map(({ partialFingerprints }) => partialFingerprints!["finding/v1"]);
    expect(shared).toMatch(/:1$/);
    expect(folders).toMatch(/:1$/);
    expect(shared).not.toBe(folders);
  });

  test("hierarchies are told apart", () => {
    expect(fingerprintsOf(twinReview()).filter((one) => fingerprintsOf(blockedReview()).includes(one))).toHaveLength(9);
    expect(fingerprintsOf(twinReview())).toHaveLength(18);
  });
});

describe("places", () => {
  const without = (name: string) => (one: PlacedFinding) =>
    one.subject.name === name ? { ...one, place: undefined } : one;

  test("a finding without a place is shown at the head of the file that has most of its hierarchy", () => {
    const [result] = resultsOf(withFindings(blockedReview(), without("P01")));
    expect([uriOf(result!), result!.locations![0]!.physicalLocation!.region]).toEqual([
      "infra/index.ts",
      { startLine: 1 },
    ]);
  });

  test("a finding without a place is shown where another finding has its subject", () => {
    const review = withFindings(blockedReview(), (one) =>
      one.code === "save-senior-list" ? { ...one, place: undefined } : one,
    );
    expect(lineOf(resultsOf(review).at(-1)!)).toBe(308);
  });

  test("where no place is known at all, everything is shown at Pulumi.yaml", () => {
    const review = withFindings(nastyReview(), (one) => ({ ...one, place: undefined }));
    expect(new Set(resultsOf(review).map((one) => `${uriOf(one)}:${lineOf(one)}`))).toEqual(new Set(["Pulumi.yaml:1"]));
  });

  test.each([
    ["sms sites/straße.yaml", "sms%20sites/stra%C3%9Fe.yaml"],
    ["a#b?c%20d.ts", "a%23b%3Fc%2520d.ts"],
    ["c:d/[e].ts", "c%3Ad/%5Be%5D.ts"],
    ["\uD800.ts", "%EF%BF%BD.ts"],
  ])("the path %j is written as %s", (file, uri) => {
    const review = withFindings(blockedReview(), (one) => ({ ...one, place: { file, line: 3 } }));
    expect(resultsOf(review).map((one) => [uriOf(one), one.locations![0]!.physicalLocation!.region])[0]).toEqual([
      uri,
      { startLine: 3 },
    ]);
  });
});

describe("the run", () => {
  test("a ready review is a success without results, with its verdicts and what decided them", () => {
    const { tool, ...run } = runOf(readyReview());
    expect({ ...tool.driver, rules: [], notifications: [] }).toEqual({
      name: "pulumi-sms",
      semanticVersion: "0.1.0",
      informationUri: "https://www.npmjs.com/package/pulumi-sms",
      rules: [],
      notifications: [],
    });
    expect({ ...run, results: run.results!.filter(({ level }) => level !== "note") }).toEqual({
      automationDetails: { id: "pulumi-sms/default/" },
      invocations: [{ executionSuccessful: true, toolExecutionNotifications: [] }],
      originalUriBaseIds: { "%SRCROOT%": { description: { text: "The root of the repository." } } },
      columnKind: "utf16CodeUnits",
      results: [],
      properties: {
        subject: "contoso/dev",
        day: "2000-07-01",
        status: "ready",
        hierarchies: [
          {
            name: "contoso",
            applies: true,
            verdict: "ready",
            upgradesPlanned: 2,
            upgradesReady: 2,
            upgradesDone: 0,
            governance: { reading: "every-site", minimumEvidence: "attested", levels: {}, waivers: "allowed" },
          },
        ],
        notChecked: [],
      },
    });
  });

  test("its alerts are told apart by the id alone, whatever was reviewed: a failure is closed by the next review", () => {
    const ids = [readyReview(), { ...failedReview(), subject: "pulumi preview" }].map(
      (review) => (JSON.parse(reviewSarif(review, "prod")) as Log).runs[0]!.automationDetails,
    );
    expect(ids).toEqual([{ id: "pulumi-sms/prod/" }, { id: "pulumi-sms/prod/" }]);
  });

  test("a failed review is an execution without success, and never a log without results", () => {
    const { invocations, results } = runOf(failedReview());
    const said = "error: Running program failed with an unhandled exception:\nError: no such file: sites.json";
    const locations = [
      {
        physicalLocation: {
          artifactLocation: { uri: "infra/index.ts", uriBaseId: "%SRCROOT%" },
          region: { startLine: 12 },
        },
      },
    ];
    expect(invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          { descriptor: { id: "review/preview", index: 0 }, level: "error", message: { text: said }, locations },
        ],
      },
    ]);
    expect(results!.map(({ partialFingerprints: _, ...one }) => one)).toEqual([
      {
        ruleId: "review/preview",
        ruleIndex: DESCRIPTORS.findIndex(({ id }) => id === "review/preview"),
        level: "error",
        message: { text: `The review failed: there is no reliable result.\n${said}` },
        locations,
        suppressions: [],
      },
    ]);
  });

  test("a long message of the engine is shortened, and says by how much", () => {
    const message = [...Array.from({ length: 150 }, (_, index) => `line ${index}`)].join("\r\n");
    const [failure] = resultsOf({
      ...emptyReview(),
      failures: [{ kind: "difference", message: `${"x".repeat(2500)}\n${message}` }],
    });
    const lines = failure!.message.text!.split("\n");
    expect([lines[1], lines[2], lines.at(-2), lines.at(-1)]).toEqual([
      `${"x".repeat(2000)}… and 500 more characters`,
      "line 0",
      "line 98",
      "and 51 more lines",
    ]);
  });

  test("a hierarchy that was not checked is told", () => {
    const { invocations } = runOf({ ...emptyReview(), ungated: ["fabrikam"] });
    expect(invocations![0]!.toolExecutionNotifications).toEqual([
      {
        descriptor: { id: "review/not-checked", index: 3 },
        level: "warning",
        message: { text: "fabrikam is declared without an upgrade and was not checked." },
      },
    ]);
  });
});
