import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { validateXML } from "xmllint-wasm";
import { PENDING } from "../../../domain/pending";
import { RULES } from "../../../rules/index";
import { reviewJunit } from "../../../review/formats/junit";
import { allFindings, statusOf, type Review } from "../../../review/review";
import { visible } from "../../../review/phrases/visible";
import { base, changed } from "../../kit/base";
import {
  AT_SP2,
  blockedDocument,
  blockedReview,
  exemptReview,
  failedReview,
  NASTY,
  nastyReview,
  pendingReview,
  readyReview,
  reviewOf,
  unplannedReview,
  weakenedReview,
} from "../../kit/review/samples";
import { anyReview, emptyReview, EVERY_REVIEW, staleReview, twinReview } from "../../kit/review/every-review";
import { parseXml, type Parsed } from "../../kit/review/parse-xml";

const schema = readFileSync(join(__dirname, "../../kit/review/junit.xsd"), "utf8");

async function faultsOf(...xml: string[]): Promise<string[]> {
  const documents = xml.map((contents, index) => ({ fileName: `${index}.xml`, contents }));
  return (await validateXML({ xml: documents, schema })).errors.map(({ rawMessage }) => rawMessage);
}

const documentOf = (review: Review) => parseXml(reviewJunit(review));
const casesOf = ({ children }: Parsed) => children.filter(({ name }) => name === "testcase");
const outcomeOf = ({ children: [outcome] }: Parsed) => (outcome === undefined ? "passes" : outcome.name);

/** A suite as lines: each case with its class, what it comes to and of what type. */
function told(review: Review, suite: string): string[] {
  const found = documentOf(review).children.find(({ attributes }) => attributes["name"] === suite)!;
  return casesOf(found).map((one) => {
    const { classname, name } = one.attributes;
    const type = one.children[0]?.attributes["type"];
    return `${classname} | ${name} | ${outcomeOf(one)}${type === undefined ? "" : ` ${type}`}`;
  });
}

/** A case of a review by its name. */
function caseOf(review: Review, name: string): Parsed {
  return documentOf(review)
    .children.flatMap(casesOf)
    .find(({ attributes }) => attributes["name"] === name)!;
}

describe("the document", () => {
  test("every review is valid", async () => {
    expect(await faultsOf(...EVERY_REVIEW.map(([, review]) => reviewJunit(review())))).toEqual([]);
  });

  test("an attribute that readers refuse, a case twice and a count that is none are found", async () => {
    const xml = reviewJunit(readyReview())
      .replace('name="CEN"', 'name="P01" file="index.ts"')
      .replace('skipped="0"', 'skipped="none"');
    expect((await faultsOf(xml)).length).toBeGreaterThanOrEqual(3);
  });

  test.each(EVERY_REVIEW)("the counts of a review that is %s are right, and no suite is empty", (_name, review) => {
    const { attributes, children } = documentOf(review());
    const count = (cases: readonly Parsed[], outcome: string) =>
      String(cases.filter((one) => outcomeOf(one) === outcome).length);
    const all = children.flatMap(casesOf);
    expect(attributes).toMatchObject({
      tests: String(all.length),
      failures: count(all, "failure"),
      errors: count(all, "error"),
      time: "0",
    });
    expect(children.map((suite) => suite.attributes["name"])).toEqual(["review", ...RULES.map(({ id }) => id)]);
    for (const suite of children) {
      const cases = casesOf(suite);
      expect(cases.length).toBeGreaterThan(0);
      expect(suite.attributes).toEqual({
        name: suite.attributes["name"],
        tests: String(cases.length),
        failures: count(cases, "failure"),
        errors: count(cases, "error"),
        skipped: count(cases, "skipped"),
        time: "0",
      });
    }
  });

  test.each(EVERY_REVIEW)("a review that is %s is green where it is ready, and nowhere else", (_name, review) => {
    const outcomes = documentOf(review()).children.flatMap(casesOf).map(outcomeOf);
    const isRed = outcomes.includes("failure") || outcomes.includes("error");
    const isGreen = !isRed && !casesOf(documentOf(review()).children[0]!).some((one) => outcomeOf(one) === "skipped");
    const status = statusOf(review());
    expect([isRed, isGreen]).toEqual([["failed", "blocked", "undetermined"].includes(status), status === "ready"]);
  });

  test("what decided the verdicts stands in the properties", () => {
    const [suite] = documentOf(reviewOf([blockedDocument()], { levels: { "senior-site": "advisory" } })).children;
    const properties = suite!.children[0]!.children.map(({ attributes }) => [attributes["name"], attributes["value"]]);
    expect(properties).toEqual([
      ["version", "0.1.0"],
      ["subject", "contoso/dev"],
      ["day", "2000-07-01"],
      ["status", "blocked"],
      ["hierarchy", "contoso"],
      ["contoso: verdict", "blocked"],
      ["contoso: Q261931 applies", "yes"],
      ["contoso: reading", "every-site"],
      ["contoso: minimumEvidence", "attested"],
      ["contoso: waivers", "allowed"],
      ["contoso: level of senior-site", "advisory"],
      ["contoso: valid through", "2000-07-31"],
    ]);
  });
});

describe("cases", () => {
  test("what blocks fails by its certainty, what is waived is skipped, advice and what passes pass", () => {
    const lines = RULES.flatMap(({ id }) => told(blockedReview(), id));
    expect([...told(blockedReview(), "review"), ...lines]).toEqual([
      "review | verdict on contoso | failure blocked",
      "contoso.hotfix-prerequisites | S01: missing-hotfix (Q249077) | skipped waived",
      "contoso.hotfix-prerequisites | CEN | passes",
      "contoso.hotfix-evidence | P01: evidence-too-old (Q249077) | failure known",
      "contoso.hotfix-evidence | CEN | passes",
      "contoso.senior-site | SALES: senior-site-ambiguous | failure unknown",
      "contoso.senior-site | CORP | passes",
      "contoso.copylog-updated | CORPBDC: copylog-not-updated | failure known",
      "contoso.copylog-updated | SALESBDC: copylog-not-updated | failure unknown",
      "contoso.copylog-updated | SALESPDC: copylog-not-updated | failure unknown",
      "contoso.copylog-updated | CORPPDC | passes",
      "contoso.copylog-owners | CORPPDC | passes",
      "contoso.upgrade-order | CEN | passes",
      "contoso.upgrade-order | P01 | passes",
      "contoso.upgrade-order | S01 | passes",
      "upgrade-gate | not checked | skipped not checked",
      "contoso.waiver | senior-site CORP: waiver-expired | system-out",
      "contoso.waiver | hotfix-prerequisites S01 | passes",
      "contoso.upgrade-advice | CORP: save-senior-list | system-out",
      "contoso.upgrade-advice | CORP: nt-logon-versions-differ | system-out",
    ]);
  });

  test("what is pending is skipped, and a site whose build is pending passes nothing that one of its builds fails", () => {
    expect(told(pendingReview(), "review")).toEqual(["review | verdict on contoso | skipped pending"]);
    expect(told(pendingReview(), "hotfix-prerequisites")).toEqual([
      "contoso.hotfix-prerequisites | P02: wrong-build-hotfix (Q251070) | skipped pending",
      "contoso.hotfix-prerequisites | P02: wrong-build-hotfix (Q252718) | skipped pending",
      "contoso.hotfix-prerequisites | CEN | passes",
    ]);
    expect(told(pendingReview(), "copylog-updated")).toEqual([
      "contoso.copylog-updated | CORPPDC | passes",
      "contoso.copylog-updated | CORPBDC | passes",
    ]);
  });

  test("where too many builds are pending to judge them all, nothing passes by name", () => {
    const sites = Object.fromEntries(
      ["P02", "P03", "P04", "P05", "P06"].map((code) => [
        `sites/${code}`,
        { type: "primary", parent: "CEN", build: PENDING, domains: ["CORP"], hotfixes: {} },
      ]),
    );
    const review = reviewOf([changed(blockedDocument(), sites)]);
    expect(told(review, "upgrade-order")).toEqual(["upgrade-order | nothing found | passes"]);
  });

  test("a controller that is no logon point has no case", () => {
    const document = changed(blockedDocument(), { "domains/CORP/logonPoints/CORPBDC": { logonPoint: false } });
    expect(told(reviewOf([document]), "copylog-owners")).toEqual(["contoso.copylog-owners | CORPPDC | passes"]);
  });

  test("a failure has everything there is to say, with the place", () => {
    const [failure] = caseOf(blockedReview(), "P01: evidence-too-old (Q249077)").children;
    const [finding] = allFindings(blockedReview()).filter(({ code }) => code === "evidence-too-old");
    const message =
      "P01: Bin\\i386\\Nt_logon.dll is 2.0.1380.1104; needed: Q249077 in Bin\\i386: Nt_logon.dll 2.0.1380.1105 or later, before any site is upgraded to SP2 (applies to all sites below SP2)";
    expect([failure!.name, failure!.attributes]).toEqual(["failure", { type: "known", message }]);
    expect(failure!.text.split("\n")).toEqual([
      "At: infra/index.ts:177:7",
      "Failed. Blocks the upgrade.",
      "Subject: P01",
      "Found: Bin\\i386\\Nt_logon.dll is 2.0.1380.1104",
      `Needed: ${message.split("needed: ")[1]}`,
      "What to do:",
      ...finding!.remedy.map((step, index) => `${index + 1}. ${step}`),
      "Articles: Q249077, Q261931; see https://unpkg.com/pulumi-sms@0.1.0/docs/rules/hotfix-evidence.md",
    ]);
  });

  test("a waived finding says by whom, until when and why", () => {
    const [skipped] = caseOf(blockedReview(), "S01: missing-hotfix (Q249077)").children;
    const message = "Waived by j.doe until 2000-07-31: closes in July";
    expect([skipped!.name, skipped!.attributes]).toEqual(["skipped", { type: "waived", message }]);
  });

  test("the verdict tells each upgrade", () => {
    const [failure] = caseOf(blockedReview(), "verdict on contoso").children;
    expect([failure!.attributes["message"], failure!.text]).toEqual([
      "contoso is blocked",
      [
        "needs attention: 1 site (P01), 1 domain (SALES), 3 servers (CORPBDC, SALESBDC, SALESPDC)",
        "waits for others: 2 upgrades (CEN, S01)",
        "upgrade of CEN: blocked\nupgrade of P01: blocked\nupgrade of S01: blocked",
      ].join("\n"),
    ]);
    expect(caseOf(unplannedReview(), "verdict on contoso").children).toEqual([]);
  });

  test("two findings of one code at one server are two cases", () => {
    expect(told(staleReview(), "copylog-owners").slice(0, 2)).toEqual([
      "large.copylog-owners | PDC0: copylog-stale-site | failure known",
      "large.copylog-owners | PDC0: copylog-stale-site 2 | system-out",
    ]);
  });

  test("two hierarchies have their cases in one suite", () => {
    expect(told(twinReview(), "senior-site")).toEqual([
      "contoso.senior-site | SALES: senior-site-ambiguous | failure unknown",
      "contoso.senior-site | CORP | passes",
      "fabrikam.senior-site | SALES: senior-site-ambiguous | failure unknown",
      "fabrikam.senior-site | CORP | passes",
    ]);
  });
});

describe("what changed, and what was not asked for", () => {
  const textOf = (name: string) => caseOf(weakenedReview(), name).children[0]!.text;

  test("the comparison with a base is a case that passes and says all of it", () => {
    expect(told(weakenedReview(), "review")).toEqual([
      "review | verdict on contoso | system-out",
      "review | comparison with the base | system-out",
    ]);
    expect(textOf("comparison with the base").split("\n").slice(0, 3)).toEqual([
      "Since contoso/dev, 2000-07-01: 2 new, 0 resolved, 3 no longer checked, 0 unchanged",
      expect.stringMatching(/^ {2}verdict on contoso: undetermined before, ready now; /),
      "  3 checks are weaker than on the base branch",
    ]);
  });

  test("if Q261931 does not apply, what it asks for does not pass", () => {
    expect(RULES.flatMap(({ id }) => told(exemptReview(), id))).toEqual([
      ...["hotfix-prerequisites", "hotfix-evidence", "senior-site", "copylog-updated", "copylog-owners"].map(
        (id) => `${id} | not checked | skipped not checked`,
      ),
      "contoso.upgrade-order | CEN | passes",
      "contoso.upgrade-order | P01 | passes",
      "upgrade-gate | not checked | skipped not checked",
      "waiver | nothing found | passes",
      "contoso.upgrade-advice | contoso: rule-not-applicable | system-out",
      "contoso.upgrade-advice | P01: ccm-without-shared-domain | system-out",
    ]);
  });
});

describe("a failed review", () => {
  test("is an error, and nothing passes", () => {
    expect(told(failedReview(), "review")).toEqual(["review | preview | error preview"]);
    for (const { id } of RULES) expect(told(failedReview(), id)).toEqual([`${id} | not checked | skipped not checked`]);
    const [error] = caseOf(failedReview(), "preview").children;
    expect([error!.attributes["message"], error!.text]).toEqual([
      "error: Running program failed with an unhandled exception:",
      "At: infra/index.ts:12\nerror: Running program failed with an unhandled exception:\nError: no such file: sites.json",
    ]);
  });

  test("keeps what was found, but nothing passes beside it", () => {
    const review: Review = { ...blockedReview(), failures: [{ kind: "difference", message: "they differ" }] };
    expect(told(review, "review")).toEqual(["review | difference | error difference"]);
    expect(told(review, "hotfix-evidence")).toEqual([
      "contoso.hotfix-evidence | P01: evidence-too-old (Q249077) | failure known",
      "contoso.hotfix-evidence | CEN | skipped failed",
    ]);
  });

  test("may have several failures", () => {
    const failures = ["one", "two"].map((message) => ({ kind: "input" as const, message }));
    expect(told({ ...emptyReview(), failures }, "review")).toEqual([
      "review | input | error input",
      "review | input 2 | error input",
    ]);
  });
});

describe("what was not checked", () => {
  test("is skipped, and nothing passes where there is nothing to judge", () => {
    expect(told({ ...emptyReview(), ungated: ["fabrikam"] }, "review")).toEqual([
      "review | gate of fabrikam | skipped not checked",
    ]);
    expect(told(emptyReview(), "review")).toEqual(["review | verdict | skipped not checked"]);
    expect(told(emptyReview(), "senior-site")).toEqual(["senior-site | not checked | skipped not checked"]);
  });

  test("is what a hierarchy file cannot show, and what a program does show passes", () => {
    expect(told(readyReview(), "upgrade-gate")).toEqual(["upgrade-gate | not checked | skipped not checked"]);
    const suite = documentOf(readyReview()).children.find(({ attributes }) => attributes["name"] === "upgrade-gate")!;
    expect(casesOf(suite)[0]!.children[0]!.attributes["message"]).toBe(
      "a hierarchy file cannot show it: it is about programs and their gates",
    );
    const ofProgram = { ...readyReview(), isOfProgram: true } as const;
    expect(told(ofProgram, "upgrade-gate")).toEqual(["upgrade-gate | nothing found | passes"]);
  });

  test("is no logon point where every site is at SP2: nothing is said to pass there", () => {
    const done = reviewOf([changed(base(), { ...AT_SP2, "domains/CORP/logonPoints": undefined })]);
    expect(told(done, "copylog-updated")).toEqual(["copylog-updated | nothing found | passes"]);
    expect(told(done, "copylog-owners")).toEqual(["copylog-owners | nothing found | passes"]);
  });
});

describe("texts", () => {
  test("names and reasons that attack the format come back as they were, with nothing hidden", () => {
    const document = documentOf(nastyReview());
    expect(document.attributes["name"]).toBe(`pulumi-sms: ${visible(NASTY)}`);
    const [waived] = caseOf(nastyReview(), "S01: missing-hotfix (Q249077)").children;
    const by = visible(`Waived by ${NASTY} until 2000-07-31: ${NASTY}`);
    expect([waived!.attributes["message"], waived!.text.includes(visible(NASTY))]).toEqual([by, true]);
    const [error] = caseOf(nastyReview(), "preview").children;
    const said = `${NASTY}\n    at ${NASTY}`.split(/\r\n|\n/).map(visible);
    expect(error!.text).toBe(said.join("\n"));
  });

  test("whatever the texts say, the document is well-formed and says the same", () => {
    const legal = (text: string) => visible(text).replaceAll("\uFFFE", "\\u{fffe}").replaceAll("\uFFFF", "\\u{ffff}");
    fc.assert(
      fc.property(anyReview, (review) => {
        const xml = reviewJunit(review);
        const { attributes, children } = parseXml(xml);
        expect(attributes["name"]).toBe(legal(`pulumi-sms: ${review.subject}`));
        const failures = children
          .flatMap(casesOf)
          .flatMap((one) => one.children.filter(({ name }) => name === "failure"));
        const messages = failures.map((one) => one.attributes["message"]);
        const { message } = review.hierarchies[0]!.findings[0]!;
        expect(messages.filter((one) => one === legal(message))).toHaveLength(5);
        expect(children.flatMap(casesOf).filter((one) => outcomeOf(one) === "error")).toHaveLength(
          review.failures.length,
        );
        expect(xml.replaceAll("\n", "")).toBe(legal(xml.replaceAll("\n", "")));
      }),
    );
  });

  test("whatever the texts say, the document is valid", async () => {
    const documents = fc.sample(anyReview, { numRuns: 50, seed: 1 }).map(reviewJunit);
    expect(await faultsOf(...documents)).toEqual([]);
  });
});
