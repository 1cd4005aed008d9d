import { createHash } from "node:crypto";
import type { RuleId } from "../../../domain/rule-ids";
import { RULES } from "../../../rules/index";
import { reportOf } from "../../../rules/report";
import { reviewHtml } from "../../../review/formats/html";
import { upperFirst } from "../../../rules/wording";
import { allFindings, statusOf, type Review } from "../../../review/review";
import { PENDING } from "../../../domain/pending";
import { base, chainOf, changed } from "../../kit/base";
import {
  AT_SP2,
  blockedDocument,
  blockedReview,
  comparisonOf,
  exemptReview,
  failedReview,
  largeDocument,
  NASTY,
  nastyReview,
  readyReview,
  reviewOf,
  unplannedReview,
  weakenedReview,
} from "../../kit/review/samples";
import { attribute, pageOf, sectionOf, select, texts, textOf, within, type Page } from "../../kit/review/html-page";

const several: Review = {
  ...blockedReview(),
  hierarchies: [...blockedReview().hierarchies, ...reviewOf([changed(base(), { hierarchy: "fabrikam" })]).hierarchies],
};
const REVIEWS: [string, Review][] = [
  ["ready", readyReview()],
  ["blocked", blockedReview()],
  ["failed", failedReview()],
  ["attacking", nastyReview()],
  ["unplanned", unplannedReview()],
  ["empty", reviewOf([])],
  ["of several hierarchies", several],
  ["large", reviewOf([largeDocument(300, 40)])],
  ["compared", compared()],
  ["weakened", weakenedReview()],
  ["refused by the engine", engineReview()],
];

describe.each(REVIEWS)("the page of a review that is %s", (_, review) => {
  const page = pageOf(review);

  test("is HTML without a fault, in a language, with a title", () => {
    expect(page.faults).toEqual([]);
    expect(select(page, "html").map((one) => attribute(one, "lang"))).toEqual(["en"]);
    expect(texts(page, "title")[0]).toMatch(new RegExp(`^${upperFirst(statusOf(review))}: .+, SP2 upgrade review$`));
    expect(texts(page, "h1")).toEqual([upperFirst(statusOf(review))]);
  });

  test("has ids that are unique, and no reference that leads nowhere", () => {
    const ids = page.elements.flatMap((one) => attribute(one, "id") ?? []);
    expect(ids).toEqual([...new Set(ids)]);
    expect(leadingNowhere(page)).toEqual([]);
  });

  test("can run its own script and style, and nothing else", () => {
    const [policy] = select(page, "meta").filter((one) => attribute(one, "http-equiv") !== undefined);
    const [style, script] = ["style", "script"].map((tag) => {
      const [only, ...others] = select(page, tag);
      expect(others).toEqual([]);
      const text = (only!.childNodes[0] as { value: string }).value;
      return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    });
    expect(attribute(policy!, "content")).toBe(
      `default-src 'none'; style-src ${style}; script-src ${script}; base-uri 'none'; form-action 'none'`,
    );
    expect(page.elements.flatMap(({ attrs }) => attrs.map(({ name }) => name)).filter(isActive)).toEqual([]);
  });

  test("has headings that skip no level", () => {
    const levels = page.elements.flatMap(({ tagName }) => (/^h[1-6]$/.test(tagName) ? [Number(tagName[1])] : []));
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
  });
});

/** The heading of a group. */
function titleOf(rule: RuleId, code: string, count: number): string {
  return `${RULES.find(({ id }) => id === rule)!.codes[code]!.title.replace(/\.$/, "")} ${code} ${count}`;
}

const isActive = (name: string) => name.startsWith("on") || name === "style" || name === "src";

test("blockers stand first, in groups of one rule and code, each with place, need, remedy, articles and its page", () => {
  const page = pageOf(blockedReview());
  expect(texts(page, "h3")).toEqual([
    "Failed 2",
    "Missing facts 3",
    "Waived 1",
    "Recommendations 3",
    "Hierarchy 3 sites, 2 domains",
    "Planned order of upgrades 3",
    "Settings",
  ]);
  expect(texts(page, "h4").slice(0, 4)).toEqual([
    titleOf("hotfix-evidence", "evidence-too-old", 1),
    titleOf("copylog-updated", "copylog-not-updated", 1),
    titleOf("senior-site", "senior-site-ambiguous", 1),
    titleOf("copylog-updated", "copylog-not-updated", 2),
  ]);
  const [group] = select(page, ".group");
  expect(texts(within(group!), ".subjects")).toEqual([
    "P01 infra/index.ts:177:7 Bin\\i386\\Nt_logon.dll is 2.0.1380.1104",
  ]);
  const [finding] = allFindings(blockedReview()).filter(({ code }) => code === "evidence-too-old");
  const [{ steps } = { steps: [] }] = reportOf([finding!])[0]!.steps;
  expect(texts(within(group!), ".label")).toEqual(["Needed:", "What to do:"]);
  expect(texts(within(select(within(group!), ".steps")[0]!), "li")).toEqual(steps);
  expect(texts(within(group!), ".source")).toEqual(["hotfix-evidence · Q249077, Q261931"]);
  expect(select(within(group!), "a").map((one) => attribute(one, "href"))).toEqual([
    "#h0-s1",
    "./infra/index.ts#L177",
    "https://jeffpar.github.io/kbarchive/kb/249/Q249077/",
    "https://unpkg.com/pulumi-sms@0.1.0/docs/rules/hotfix-evidence.md",
    "https://jeffpar.github.io/kbarchive/kb/249/Q249077/",
    "https://jeffpar.github.io/kbarchive/kb/261/Q261931/",
  ]);
});

test("what is waived has its reason, owner, last day and the days that are left", () => {
  const page = pageOf(blockedReview());
  expect(texts(within(sectionOf(page, "Waived")), ".what")).toEqual([
    "Q249077 is not installed Waived by j.doe until 2000-07-31 (30 days left): closes in July",
  ]);
  expect(texts(page, ".meta")).toEqual([
    "Reviewedcontoso/dev Day2000-07-01 UTC Waivers in force end2000-07-31, 30 days left",
  ]);
});

test("sites stand below their parents, each with build, verdict, findings and evidence", () => {
  const page = pageOf(blockedReview());
  const [central] = select(page, ".node");
  const inside = select(within(central!), ".node");
  expect(
    texts({ elements: [central!, ...inside].flatMap((one) => within(one).elements.slice(1, 2)) }, "summary"),
  ).toEqual([
    "CEN central, 1380 SP1 waits for others",
    "P01 primary, 1380 SP1 blocked 1 failed",
    "S01 secondary, 1380 SP1 waits for others 1 waived",
  ]);
  expect(texts(within(inside[1]!), ".facts")).toEqual([
    "DomainsSALESQ249077not installedQ252717i386\\Ccm.dll 2.0.1380.1125, i386\\Ccmbtldr.exe 2.0.1380.1125, i386\\Baseobj.dll 2.0.1380.1101",
  ]);
  expect(texts(within(inside[1]!), ".found")).toEqual(["waived Q249077 is not installed missing-hotfix"]);
});

test("domains have their sites, Senior Site, and controllers with the PDC marked", () => {
  const page = pageOf(blockedReview());
  const [corp, sales] = select(page, ".node").filter((one) => attribute(one, "data-node") === "domain");
  expect(texts(within(corp!), "summary")).toEqual(["CORP shared by CEN, P01 1 failed 2 advice"]);
  expect(texts(within(corp!), "dd")).toEqual(["names CEN as Senior Site"]);
  const [older] = allFindings(blockedReview()).filter(({ subject }) => subject.name === "CORPBDC");
  expect(texts(within(corp!), ".servers")[0]).toBe(
    "CORPPDC PDC Copylog.tcf: updated since the hotfix, shared lines owned by CEN" +
      "CORPBDC BDC Copylog.tcf: older than the hotfix, shared lines owned by CEN" +
      `failed ${older!.found} copylog-not-updated`,
  );
  expect(texts(within(sales!), "dd")).toEqual(["no such file"]);
});

test("facts that this update produces and facts that nobody stated are told apart", () => {
  const document = changed(base(), {
    "domains/CORP/seniorList": PENDING,
    "domains/CORP/logonPoints/CORPBDC": PENDING,
    "domains/CORP/logonPoints/CORPPDC": undefined,
    "sites/CEN/hotfixes/Q249077": PENDING,
    "sites/CEN/hotfixes/Q252717": { attestedBy: "j.doe", attestedOn: "2000-06-20" },
    "sites/P01/hotfixes": undefined,
    "sites/P01/build": 1493,
    "sites/P01/version": "2.0.1493.3000",
    upgrades: ["CEN"],
  });
  const page = pageOf(reviewOf([document]));
  expect(texts(page, ".facts")).toEqual([
    "DomainsCORPQ249077known when the update runsQ252717attested by j.doe on 2000-06-20",
    "DomainsCORP",
    "Senior.lstknown when the update runs",
  ]);
  expect(texts(page, ".what").slice(-3, -1)).toEqual(["central, 1380 SP1", "primary, 2.0.1493.3000 SP3"]);
  expect(texts(page, ".servers")[0]).toContain("CORPPDC PDC no evidence declared");
  expect(texts(page, ".servers")[0]).toContain("CORPBDC BDC known when the update runs");
});

test("a site shows what is stated of it and not as on most sites", () => {
  const document = changed(base(), {
    "sites/CEN/fullVersion": "2.00.1380.1000",
    "sites/CEN/copylogFixInstalled": "2000-06-20T18:00:00Z",
    "sites/CEN/hotfixes": undefined,
    "sites/P01/fullVersion": null,
    "sites/P01/logonInstallation": false,
    "sites/P01/logonDiscovery": PENDING,
    "sites/P01/hotfixes": undefined,
  });
  const page = pageOf(reviewOf([document]));
  const hotfixes = "Q249077no evidence declaredQ252717no evidence declared";
  expect(texts(page, ".facts").slice(0, 2)).toEqual([
    `DomainsCORPFull Version2.00.1380.1000Copylog hotfix installed2000-06-20T18:00:00Z${hotfixes}`,
    `DomainsCORPWindows Networking Logon Client InstallationoffWindows Networking Logon Client Discoveryknown when the update runsFull Versionmissing${hotfixes}`,
  ]);
});

test("an upgrade that is done is told apart from those that may begin", () => {
  const document = changed(base(), {
    "sites/CEN/build": 1493,
    "sites/CEN/hotfixes": undefined,
    upgrades: ["CEN", "P01"],
  });
  const page = pageOf(reviewOf([document]));
  expect(texts(page, ".lead")[0]).toBe("1 of 1 open upgrade may begin, 1 is done.");
  expect(texts(page, ".plan")).toEqual(["1.CEN done 2.P01 ready"]);
  expect(texts(page, "summary").slice(0, 1)).toEqual(["CEN central, 1493 SP2 or later done"]);
  const over = pageOf(reviewOf([changed(base(), AT_SP2)]));
  expect(texts(over, ".lead")[0]).toBe("Every site is at SP2, and nothing is left to upgrade.");
});

test("a review that failed says nothing of waivers, which it does not know, nor that an input was not read", () => {
  const failures = [{ kind: "input", message: "sites: nothing" }] as const;
  const page = pageOf({ ...reviewOf([]), failures });
  expect(texts(page, ".meta")[0]).not.toContain("Waivers in force");
  expect(texts(pageOf(readyReview()), ".meta")[0]).toContain("Waivers in force endnone in force");
  expect(texts(page, "h3")).toContain("The input cannot be checked");
});

test("the plan keeps its order, and governance says what was chosen", () => {
  const page = pageOf(reviewOf([blockedDocument()], { levels: { "hotfix-evidence": "advisory" }, waivers: "none" }));
  expect(texts(page, ".plan")).toEqual(["1.CEN waits for others 2.P01 waits for others 3.S01 blocked"]);
  expect(texts(within(select(page, ".governance")[0]!), "dd")).toEqual([
    "every-site every site of the hierarchy needs its hotfixes (Q261931)",
    "attested an attestation proves a hotfix if it can",
    "none the organisation forbids them",
    "hotfix-evidence lowered from mandatory to advisory",
  ]);
});

test("a review that failed says so first, is nowhere ready, and shows every line of the message", () => {
  const review = { ...readyReview(), failures: failedReview().failures };
  const page = pageOf(review);
  expect(attribute(select(page, "body")[0]!, "class")).toBe("failed");
  expect(texts(page, "h2")[0]).toBe("Failures 1");
  expect(texts(page, "pre")).toEqual([
    "error: Running program failed with an unhandled exception: Error: no such file: sites.json",
  ]);
  expect(page.html).toContain("exception:\nError: no such file");
  expect(texts(page, ".banner").join()).not.toContain("ready");
  expect(select(page, ".distrust")).toHaveLength(1);
});

test("what was weakened stands before what is new, resolved and otherwise changed", () => {
  const page = pageOf(compared());
  expect(texts(page, ".alert")).toEqual(["1 check is weaker than on the base branch"]);
  const section = sectionOf(page, "What changed");
  expect(texts(within(section), "h3")).toEqual(["Weaker than before 1", "New 1", "Resolved 1", "Other changes 1"]);
  expect(texts(within(section), "p")[0]).toBe("Against contoso/dev on 2000-06-28: 1 new, 1 resolved, 7 unchanged.");
  expect(texts(within(section), "li")).toEqual([
    "minimum evidence: files before, attested now",
    expect.stringMatching(/^waived S01 infra\/index.ts:180:7 Q249077 is not installed/),
    expect.stringMatching(/^failed P01 infra\/index.ts:177:7 /),
    "CEN Q252717: files now (stronger)",
  ]);
});

test("the banner says how the verdict changed, and that ready is no proof where Q261931 does not apply", () => {
  const page = pageOf(weakenedReview());
  expect(texts(page, ".since")).toEqual([
    "Since the base: verdict on contoso: undetermined before, ready now; 0 of 2 upgrades could begin before, 2 now; CEN undetermined before, ready now; P01 undetermined before, ready now.",
  ]);
  expect(texts(page, ".exempt")).toEqual([
    "Q261931 does not apply: nothing was required, so ready does not mean proven.",
  ]);
  expect(texts(page, ".alert")).toEqual(["3 checks are weaker than on the base branch"]);
  const section = sectionOf(page, "What changed");
  expect(texts(within(section), "h3")).toEqual(["Weaker than before 3", "New 2", "No longer checked 3"]);
  expect(page.html).not.toMatch(/Nothing (changed|was found)/);
  expect(texts(pageOf(several), ".exempt")).toEqual([]);
});

test("of several hierarchies each says for itself that Q261931 does not apply", () => {
  const exempt = { ...exemptReview().hierarchies[0]!, hierarchy: "fabrikam" };
  const page = pageOf({ ...readyReview(), hierarchies: [...readyReview().hierarchies, exempt] });
  expect(texts(page, ".exempt")).toHaveLength(1);
  expect(texts(within(sectionOf(page, "fabrikam ready")), ".exempt")).toHaveLength(1);
});

test("a finding that is reported differently says what it was, and that nothing changed is said where nothing did", () => {
  const [, finding] = blockedReview().hierarchies[0]!.findings;
  const restated = [{ hierarchy: "contoso", finding: finding!, before: { ...finding!, level: "advisory" as const } }];
  const page = pageOf({ ...blockedReview(), comparison: comparisonOf({ restated }) });
  expect(texts(within(sectionOf(page, "What changed")), "li")[0]).toContain("advice before, ");
  const same = pageOf({ ...blockedReview(), comparison: comparisonOf({ unchanged: 9 }) });
  expect(texts(within(sectionOf(same, "What changed")), "p")).toEqual([
    "Against contoso/dev, 2000-06-01: 0 new, 0 resolved, 9 unchanged. Nothing changed.",
  ]);
});

test("several hierarchies have a section each, and the banner leads to them", () => {
  const page = pageOf(several);
  expect(texts(page, "h2")).toEqual(["What to do now", "contoso blocked", "fabrikam ready"]);
  expect(texts(page, ".hierarchies")).toEqual(["contoso blocked fabrikam ready"]);
});

test("the first screen says what to do now, the worst first, and leads there", () => {
  const page = pageOf(blockedReview());
  const [now] = select(page, ".now");
  const groups = reportOf(allFindings(blockedReview())).filter(({ standing }) =>
    ["known", "unknown"].includes(standing),
  );
  expect(texts(within(now!), "li")).toEqual(
    groups.map(({ title, findings }) => `${title} ${findings.map(({ subject }) => subject.name).join(", ")}`),
  );
  expect(select(within(now!), "a").map((one) => attribute(one, "href"))).toEqual(
    groups.map((_, index) => `#h0-g${index}`),
  );
  expect(select(pageOf(readyReview()), ".now")).toEqual([]);
});

test("what needs attention is named apart from what only waits for it", () => {
  expect(texts(pageOf(blockedReview()), ".lead")[0]).toBe(
    "0 of 3 upgrades may begin. Needs attention: 1 site (P01), 1 domain (SALES), 3 servers (CORPBDC, SALESBDC, SALESPDC). Waits for others: 2 upgrades (CEN, S01).",
  );
});

test("a controller whose age the times show says so, and not that it is not known", () => {
  const modified = (day: string) => ({
    copylog: { text: "[FILE SOURCE]\r\nX86.BIN\\CLICORE.EXE=CEN\r\n", modified: `2000-06-${day}T00:00:00Z` },
  });
  const document = changed(base(), {
    "sites/CEN/copylogFixInstalled": "2000-06-20T08:00:00Z",
    "sites/P01/copylogFixInstalled": "2000-06-20T08:00:00Z",
    "domains/CORP/logonPoints/CORPPDC": modified("21"),
    "domains/CORP/logonPoints/CORPBDC": modified("19"),
  });
  const [servers] = texts(pageOf(reviewOf([document])), ".servers");
  expect(servers).toContain("CORPPDC PDC Copylog.tcf: updated since the hotfix, shared lines owned by CEN");
  expect(servers).toContain("CORPBDC BDC Copylog.tcf: older than the hotfix, shared lines owned by CEN");
});

test("places are links below the address of the sources, or beside the report", () => {
  const linksOf = (html: string) => [...html.matchAll(/<a class="place code" href="([^"]*)"/g)].map(([, href]) => href);
  const sources = "https://github.com/contoso/sms/blob/1f2e";
  expect(linksOf(reviewHtml(blockedReview(), sources))[0]).toBe(`${sources}/infra/index.ts#L177`);
  const strange = { ...failedReview().failures[0]!, place: { file: "javascript:alert(1)/a b#.ts", line: 3 } };
  expect(linksOf(reviewHtml({ ...failedReview(), failures: [strange] }))).toEqual([
    "./javascript%3Aalert%281%29/a%20b%23.ts#L3",
  ]);
});

test("what only the engine refuses stands before the hierarchies", () => {
  expect(texts(pageOf(engineReview()), "h2")).toEqual(["Refused by the engine's policies", "contoso ready"]);
});

test("names that attack the page are text, on one line, with nothing hidden", () => {
  const page = pageOf(nastyReview());
  expect(select(page, "script")).toHaveLength(1);
  expect(page.html).not.toContain("<script>alert");
  expect(["\u202E", "\u0000", "\r"].filter((one) => page.html.includes(one))).toEqual([]);
  const [subject] = select(page, "dd");
  expect(textOf(subject!)).toBe(
    NASTY.replace("\r\n", "\\r\\n").replace("\u202E", "\\u{202e}").replace("\u0000", "\\u{0}"),
  );
});

test("a hierarchy of thousands of sites is summed up where it says nothing", () => {
  const page = pageOf(reviewOf([largeDocument(6000, 100)]));
  expect(texts(page, ".soft")).toContain(
    "1000 more sites of this hierarchy are not shown one by one; no filter finds them. Those with findings are shown first.",
  );
  expect(texts(page, "summary")).toContain("4899 sites without a finding");
  expect(leadingNowhere(page)).toEqual([]);
});

/** References to ids that no element has. */
function leadingNowhere(page: Page): string[] {
  const ids = new Set(page.elements.flatMap((one) => attribute(one, "id") ?? []));
  const references = page.elements.flatMap((one) => [
    ...["for", "aria-labelledby", "aria-describedby"].flatMap((name) => attribute(one, name) ?? []),
    ...(attribute(one, "href") ?? "").split(/^#/).slice(1),
  ]);
  return references.filter((id) => !ids.has(id));
}

/** Another review against a base. */
function compared(): Review {
  const review = blockedReview();
  const [fresh, resolved] = review.hierarchies[0]!.findings.map((finding) => ({ hierarchy: "contoso", finding }));
  const comparison = comparisonOf({
    base: "contoso/dev on 2000-06-28",
    fresh: [fresh!],
    resolved: [resolved!],
    unchanged: 7,
    changes: [
      {
        hierarchy: "contoso",
        kind: "governance",
        effect: "weaker",
        message: "minimum evidence: files before, attested now",
      },
      { hierarchy: "contoso", kind: "evidence", effect: "stronger", message: "CEN Q252717: files now" },
    ],
  });
  return { ...review, comparison };
}

/** The facts are in order; the program goes round its gate. */
function engineReview(): Review {
  const [finding] = blockedReview().hierarchies[0]!.findings;
  return { ...readyReview(), engineFindings: [finding!] };
}

test("a hierarchy of which every site has a finding that concerns every upgrade is written all the same", () => {
  const html = reviewHtml(reviewOf([largeDocument(12_000, 11_999)]));
  expect(html).toContain("and 9999 more that are not listed one by one");
});

test("sites below each other are drawn, whatever their number: from a level on beside their parent", () => {
  const html = reviewHtml(reviewOf([chainOf(4_000)]));
  expect(html.match(/data-node="site"/g)).toHaveLength(4_000);
  let [depth, deepest] = [0, 0];
  for (const [tag] of html.matchAll(/<ul|<\/ul/g)) deepest = Math.max(deepest, (depth += tag === "<ul" ? 1 : -1));
  // The findings at the deepest are a list, too.
  expect(deepest).toBe(30 + 1);
});
