import MarkdownIt from "markdown-it";
import { reportOf } from "../../../rules/report";
import { reviewMarkdown } from "../../../review/formats/markdown";
import { COMMENT_LIMIT, markerOf } from "../../../review/formats/names";
import { allFindings, type Review } from "../../../review/review";
import { base, changed, SP1_FILES } from "../../kit/base";
import {
  AT_SP2,
  blockedReview,
  comparisonOf,
  exemptReview,
  failedReview,
  largeDocument,
  NASTY,
  nastyReview,
  pendingReview,
  readyReview,
  reviewOf,
  unplannedReview,
  weakenedReview,
} from "../../kit/review/samples";

const reader = new MarkdownIt({ html: true, linkify: true });

/** What a browser would get: every element that the Markdown makes, by its opening tag. */
function elementsOf(markdown: string): string[] {
  return [...reader.render(markdown).matchAll(/<(?!!--|\/)[^>]*>/g)].map(([tag]) => tag);
}

const markdownOf = (review: Review) => reviewMarkdown(review, { id: "default" });

describe("the first line says the verdict", () => {
  test.each<[string, Review, string]>([
    ["ready", readyReview(), "## ✅ Ready: the upgrade to SP2 is cleared (contoso)"],
    ["blocked", blockedReview(), "## ⛔ Blocked: the upgrade to SP2 is refused (contoso)"],
    ["no upgrade planned", unplannedReview(), "## ✅ Ready: no upgrade is planned, and any may begin (contoso)"],
    ["exempt", exemptReview(), "## ✅ Ready: the upgrade to SP2 is exempt from the prerequisites (contoso)"],
    ["failed", failedReview(), "## 💥 Failed: there is no reliable result (contoso/dev)"],
    [
      "not checked",
      { ...reviewOf([]), ungated: ["contoso"] },
      "## ➖ Not checked: no upgrade to SP2 is declared (contoso/dev)",
    ],
  ])("%s", (_, review, expected) => {
    expect(markdownOf(review).split("\n")[0]).toBe(expected);
  });
});

test("the last line is the hidden marker", () => {
  expect(reviewMarkdown(readyReview(), { id: "prod.eu-1" }).trimEnd().split("\n").at(-1)).toBe(
    "<!-- pulumi-sms:review prod.eu-1 -->",
  );
});

test("a blocker shows rule, subject, line, found, needed, remedy, articles and the page of its rule", () => {
  const text = markdownOf(blockedReview());
  const [finding] = allFindings(blockedReview()).filter(({ code }) => code === "evidence-too-old");
  expect(text).toContain("- **P01** `infra/index.ts:177:7`: Bin\\\\i386\\\\Nt\\_logon.dll is 2.0.1380.1104\n");
  expect(text).toContain(
    "(`evidence-too-old`, [hotfix-evidence](https://unpkg.com/pulumi-sms@0.1.0/docs/rules/hotfix-evidence.md))",
  );
  const [group] = reportOf([finding!]);
  const shown = reader.render(text);
  for (const step of [finding!.needed, ...group!.steps.flatMap(({ steps }) => steps)]) expect(shown).toContain(step);
  const links = finding!.articles.map(
    (id) => `[${id}](https://jeffpar.github.io/kbarchive/kb/${id.slice(1, 4)}/${id}/)`,
  );
  expect(text).toContain(`Articles: ${links.join(", ")}\n`);
});

test("a waived finding shows owner, last day, days left and reason", () => {
  expect(markdownOf(blockedReview())).toContain(
    "- **S01** `infra/index.ts:180:7`: Q249077 is not installed; waived by j.doe until 2000-07-31 (30 days left): closes in July\n",
  );
});

test("places are links where the address of the sources is known", () => {
  const text = reviewMarkdown(blockedReview(), { id: "default", sources: "https://github.com/contoso/sms/blob/1f2e" });
  expect(text).toContain("[`infra/index.ts:177:7`](https://github.com/contoso/sms/blob/1f2e/infra/index.ts#L177)");
});

test("sites, domains, plan, settings and advice are collapsed, and well-formed", () => {
  const summaries = [...markdownOf(blockedReview()).matchAll(/<summary>(.*)<\/summary>/g)].map(([, text]) => text);
  expect(summaries).toEqual([
    "Order of the upgrades of contoso (3)",
    "Sites of contoso (3)",
    "Domains of contoso (2)",
    "Settings used for contoso",
    "Recommendations (3)",
  ]);
});

test("a summary is HTML: no backslash is shown in it", () => {
  const text = markdownOf(reviewOf([changed(base(), { hierarchy: "sms_prod*<b>" })]));
  expect(text).toContain("(sms\\_prod\\*&lt;b&gt;)");
  expect(text).toContain("<summary>Sites of sms&#95;prod&#42;&lt;b&gt; (");
});

test("what is done is told apart: in the first line, the list, the sites and the diagram", () => {
  const document = changed(base(), { "sites/CEN/build": 1493, upgrades: ["CEN", "P01"] });
  const text = markdownOf(reviewOf([document]));
  expect(text).toContain("- **contoso**: **ready**; 1 of 1 open upgrade may begin, 1 is done; 0 blockers");
  expect(text).toMatch(/\| CEN \| central \| {2}\| 1493 SP2 or later \| \*\*done\*\* \|/);
  expect(text).toContain('u0["1. CEN: done"]:::done');
  const over = markdownOf(reviewOf([changed(base(), { ...AT_SP2, upgrades: ["CEN", "P01"] })]));
  expect(over.split("\n")[0]).toBe("## ✅ Ready: all 2 planned upgrades are done (contoso)");
});

test("the sites of a domain are those that take part in it", () => {
  const off = { logonInstallation: false, logonDiscovery: false };
  const idle = { type: "primary", parent: "CEN", build: 1380, domains: ["corp"], hotfixes: SP1_FILES };
  const one = changed(base(), { "sites/P02": { ...idle, ...off }, "sites/P03": { ...idle, logonDiscovery: false } });
  expect(markdownOf(reviewOf([one]))).toContain("| CORP | names CEN as Senior Site | CEN, P01, P03 |");
});

test("what is pending blocks nothing", () => {
  expect(markdownOf(pendingReview())).toMatch(/\*\*pending\*\*; .*; 0 blockers, \d+ pending, 0 waived/);
});

test("a review that failed shows what failed, and is never green", () => {
  const text = markdownOf(failedReview());
  expect(text).toContain("At `infra/index.ts:12`:");
  expect(text).toContain("Error: no such file: sites.json");
  expect(text).not.toContain("✅");
});

test("several hierarchies each have their own blockers and tables", () => {
  const other = changed(base(), { hierarchy: "fabrikam", upgrades: ["CEN"], "sites/CEN/hotfixes": {} });
  const text = markdownOf({
    ...blockedReview(),
    hierarchies: [...blockedReview().hierarchies, ...reviewOf([other]).hierarchies],
  });
  expect(text).toContain("### Failed in contoso (");
  expect(text).toContain("### Missing facts in fabrikam (2)");
});

test("what changed comes with weaker governance as a warning", () => {
  const [finding] = allFindings(blockedReview());
  const comparison = comparisonOf({
    fresh: [{ hierarchy: "contoso", finding: finding! }],
    unchanged: 4,
    changes: [
      {
        hierarchy: "contoso",
        kind: "waiver",
        effect: "weaker",
        message: "waiver of senior-site for CORP added: j.doe",
      },
      { hierarchy: "contoso", kind: "shape", effect: "other", message: "site S01 added" },
    ],
  });
  const text = markdownOf({ ...blockedReview(), comparison });
  expect(text).toContain(
    "> [!WARNING]\n> **Less is required, checked or shown than before:**\n>\n> - waiver of senior-site for CORP added: j.doe\n",
  );
  expect(text).toContain("### Since contoso/dev, 2000-06-01: 1 new, 0 resolved, 4 unchanged");
  expect(text).toContain("- **new** missing-hotfix S01 (Q249077): Q249077 is not installed");
  expect(text).toContain("- changed: site S01 added");
});

test("what is gone with its subject is not called resolved, and what is weaker is said at the head", () => {
  const [finding] = allFindings(blockedReview());
  const comparison = comparisonOf({
    base: "main",
    gone: [{ hierarchy: "contoso", finding: finding! }],
    changes: [{ hierarchy: "contoso", kind: "shape", effect: "weaker", message: "site S01 removed" }],
  });
  const text = markdownOf({ ...readyReview(), comparison });
  expect(text).toContain("- **1 check is weaker than on the base branch**: see below");
  expect(text).toContain("### Since main: 0 new, 0 resolved, 1 subject removed, 0 unchanged");
  expect(text).toContain("- **subject removed** missing-hotfix S01");
});

test("the change of the verdict comes first, then what is weaker, and what is not resolved is told apart", () => {
  const lines = markdownOf(weakenedReview()).split("\n");
  const at = (text: string) => lines.findIndex((line) => line.includes(text));
  const order = [
    "- **changed**: verdict on contoso: undetermined before, ready now; 0 of 2 upgrades could begin before, 2 now;",
    "- **contoso**: **ready** (Q261931 does not apply); 2 of 2 upgrades may begin; 0 blockers, 0 waived",
    "- **3 checks are weaker than on the base branch**: see below",
    "> - Q261931 no longer applies to this hierarchy",
    "> - domain CORP is no longer shared: CEN alone manages logon points in it",
    "> - site P01 left domain CORP",
    "### Since contoso/dev, 2000-07-01: 2 new, 0 resolved, 3 no longer checked, 0 unchanged",
    "- **no longer checked** missing-hotfix P01 (Q249077): ",
  ].map(at);
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(order).not.toContain(-1);
  expect(markdownOf(weakenedReview())).not.toContain("Nothing changed");
});

test("that Q261931 does not apply is said once, and nowhere where it does", () => {
  const head = (review: Review) => markdownOf(review).split("<details>")[0];
  expect(head(exemptReview())!.split("Q261931 does not apply")).toHaveLength(2);
  expect(markdownOf(readyReview())).not.toContain("does not apply");
});

test("a finding that is reported differently says what it was", () => {
  const [finding] = allFindings(blockedReview());
  const restated = [
    { hierarchy: "contoso", finding: finding!, before: { ...finding!, certainty: "unknown" as const } },
  ];
  const text = markdownOf({ ...blockedReview(), comparison: comparisonOf({ restated }) });
  expect(text).toContain("### Since contoso/dev, 2000-06-01: 0 new, 0 resolved, 1 status changed, 0 unchanged");
  expect(text).toContain("- **status changed** ");
});

test("nothing changed", () => {
  expect(markdownOf({ ...readyReview(), comparison: comparisonOf({ unchanged: 3 }) })).toContain(
    "3 unchanged\n\nNothing changed.\n",
  );
});

test("a change of governance alone leaves no empty list of changes", () => {
  const changes = [{ hierarchy: "contoso", kind: "waiver", effect: "weaker", message: "waiver added" }] as const;
  const comparison = comparisonOf({ unchanged: 2, changes });
  expect(markdownOf({ ...readyReview(), comparison })).toMatch(/2 unchanged\n\n[^-]/);
});

describe("text from hierarchies", () => {
  const text = markdownOf(nastyReview());

  test("makes no element that a harmless review does not make", () => {
    const allowed = new Set([
      ...elementsOf(markdownOf(blockedReview())),
      "<span>",
      "<pre>",
      '<code class="language-text">',
    ]);
    expect(elementsOf(text).filter((tag) => !allowed.has(tag))).toEqual([]);
  });

  test("is shown as it stands", () => {
    const shown = reader
      .render(text)
      .replace(/<[^>]*>/g, "")
      .replace(/&lt;/g, "<")
      .replace(/&gt;/g, ">")
      .replace(/&quot;/g, '"')
      .replace(/&amp;/g, "&");
    expect(shown).toContain("a|b `c` <script>alert(1)</script> ]]> --> **d** [e](javascript:f)");
    expect(shown).toContain("\\u{202e}h");
    expect(shown).toContain("&amp;");
  });

  test("cannot forge the marker, a mention, a reference or a link", () => {
    const owner = `${markerOf("default")} @admins #1 GH-1 !1 %1 ${"0a1".repeat(13)}f 1234567 https://evil.example www.evil.example $x$`;
    const review = reviewOf([changed(base(), { hierarchy: owner, upgrades: ["CEN"] })]);
    const lines = markdownOf(review).split("\n");
    expect(lines.filter((line) => line === markerOf("default"))).toHaveLength(1);
    expect(lines.join("\n")).not.toMatch(/@admins|#1\b|GH-1|!1|%1|[0-9a-f]{7}|https:\/\/evil|www\.evil/);
  });
});

describe("the length of a comment", () => {
  test.each([
    ["300 sites with 40 blockers", 300, 40],
    ["2,000 sites with 2,000 blockers", 2000, 1999],
  ])("%s fit, with the verdict first and the marker last", (_, sites, blockers) => {
    const text = markdownOf(reviewOf([largeDocument(sites, blockers)]));
    expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT);
    expect(text.split("\n")[0]).toContain("Blocked");
    expect(text.trimEnd().endsWith(markerOf("default"))).toBe(true);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
    expect((text.match(/^```/gm)?.length ?? 0) % 2).toBe(0);
  });

  test("what is cut is said", () => {
    expect(markdownOf(reviewOf([largeDocument(2000, 1999)]))).toMatch(/_Cut to the length of a comment: .*_/);
    expect(markdownOf(blockedReview())).not.toContain("Cut to the length");
  });

  test("a name, a reason or a message without end takes no room from the rest", () => {
    const review = reviewOf([changed(base(), { upgrades: ["CEN"], "sites/CEN/hotfixes": {} })]);
    const hierarchies = review.hierarchies.map((one) => ({ ...one, hierarchy: NASTY.repeat(5000) }));
    const text = markdownOf({
      ...review,
      hierarchies,
      failures: [{ kind: "preview", message: "x\n".repeat(100_000) }],
    });
    expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT);
    expect(text).toContain("missing-hotfix");
  });
});
