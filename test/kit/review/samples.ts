import { toFacts } from "../../../domain/model/facts";
import { PENDING } from "../../../domain/pending";
import type { Finding } from "../../../rules/finding";
import { judge, type JudgeOptions } from "../../../rules/judge/judge";
import { reviewJson } from "../../../review/formats/json";
import type { Place } from "../../../review/place";
import { readBase, type Base } from "../../../review/comparison/base";
import { compare } from "../../../review/comparison/compare";
import type { Comparison } from "../../../review/comparison/comparison";
import { hierarchyReview, type Review } from "../../../review/review";
import { base, changed, copyOf, SP1_FILES, TODAY, type Tree } from "../base";

const OPTIONS: JudgeOptions = { settings: { reading: "every-site", minimumEvidence: "attested" }, today: TODAY };

/** Text that would break out of any format that does not escape it. */
export const NASTY =
  "a|b `c` <script>alert(1)</script> ]]> --> **d** [e](javascript:f) \r\n# g \u202Eh\u0000 &amp; \"'";

/** A review of hierarchy documents, every subject declared at a line of `index.ts`. */
export function reviewOf(documents: readonly Tree[], changes: Partial<JudgeOptions> = {}): Review {
  const options = { ...OPTIONS, ...changes };
  return {
    version: "0.1.0",
    today: TODAY,
    subject: "contoso/dev",
    failures: [],
    hierarchies: documents
      .map((one) => toFacts(one))
      .map((facts) => {
        return hierarchyReview({ facts, options, judgement: judge(facts, options) }, placeOf);
      }),
    ungated: [],
    waiting: [],
    engineFindings: [],
    remarks: [],
  };
}

function placeOf({ subject }: Finding): Place | undefined {
  if (subject.kind === "hierarchy") return undefined;
  const line = [...subject.name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0);
  return { file: "infra/index.ts", line, column: 7 };
}

/** Changes by which both sites of the base hierarchy are at SP2. */
export const AT_SP2 = {
  "sites/CEN/build": 1493,
  "sites/CEN/hotfixes": undefined,
  "sites/P01/build": 1493,
  "sites/P01/hotfixes": undefined,
};

/** Both upgrades are ready. */
export function readyReview(): Review {
  return reviewOf([changed(base(), { upgrades: ["CEN", "P01"] })]);
}

/** Broken, not known, waived and advice, in two domains. */
export function blockedReview(): Review {
  return reviewOf([blockedDocument()]);
}

/** The document of {@link blockedReview}. */
export function blockedDocument(): Tree {
  return changed(base(), {
    upgrades: ["CEN", "P01", "S01"],
    "domains/CORP/logonPoints/CORPBDC/updatedSinceFix": false,
    "domains/SALES": { pdc: "SALESPDC", bdcs: ["SALESBDC"], seniorList: null },
    "sites/P01/domains": ["CORP", "SALES"],
    "sites/P01/hotfixes/Q249077/files/Bin\\i386\\Nt_logon.dll": "2.0.1380.1104",
    "sites/S01": {
      type: "secondary",
      parent: "P01",
      build: 1380,
      domains: ["SALES"],
      hotfixes: { Q249077: { installed: false }, ...copyOf({ Q252717: SP1_FILES.Q252717 }) },
    },
    waivers: [
      { rule: "hotfix-prerequisites", subject: "S01", reason: "closes in July", owner: "j.doe", expires: "2000-07-31" },
      { rule: "senior-site", subject: "CORP", reason: "over", owner: "j.doe", expires: "2000-06-30" },
    ],
  });
}

/** A review as it comes back from the file of an earlier one. */
export function asBase(review: Review): Base {
  const base = readBase([...reviewJson(review)].join(""), "base.json");
  if (typeof base === "string") throw new Error(base);
  return base;
}

/** A comparison in which nothing changed, but for what is given. */
export function comparisonOf(changes: Partial<Comparison> = {}): Comparison {
  return {
    base: "contoso/dev, 2000-06-01",
    verdicts: [],
    fresh: [],
    resolved: [],
    restated: [],
    unchecked: [],
    gone: [],
    unchanged: 0,
    changes: [],
    ...changes,
  };
}

/** Ready because no two sites manage logon points in one domain, although a hotfix is missing. */
export function exemptReview(): Review {
  const changes = { upgrades: ["CEN", "P01"], "sites/P01/domains": [], "sites/P01/hotfixes": {} };
  return reviewOf([changed(base(), changes)]);
}

/** The same, against a base in which both sites managed logon points. */
export function weakenedReview(): Review {
  const review = exemptReview();
  const before = reviewOf([changed(base(), { upgrades: ["CEN", "P01"], "sites/P01/hotfixes": {} })]);
  return { ...review, comparison: compare(asBase(before), review) };
}

/** A hierarchy without any upgrade. */
export function unplannedReview(): Review {
  return reviewOf([base()]);
}

/** What this update produces decides: a hotfix of one site, and which build another one has. */
export function pendingReview(): Review {
  const document = changed(base(), {
    upgrades: ["CEN", "P01"],
    "sites/P01/hotfixes/Q249077/files": PENDING,
    "sites/P02": { type: "primary", parent: "CEN", build: PENDING, domains: ["CORP"], hotfixes: copyOf(SP1_FILES) },
  });
  return reviewOf([document]);
}

/** Names, owners and reasons that attack every format. */
export function nastyReview(): Review {
  const document = blockedDocument();
  const waivers = (document["waivers"] as Tree[]).map((one) => ({ ...one, reason: NASTY, owner: NASTY }));
  const review = reviewOf([{ ...document, waivers }]);
  return {
    ...review,
    hierarchies: review.hierarchies.map((one) => ({ ...one, hierarchy: NASTY })),
    subject: NASTY,
    failures: [{ kind: "preview", message: `${NASTY}\n    at ${NASTY}` }],
    ungated: [NASTY],
  };
}

/** The program threw: nothing was judged. */
export function failedReview(): Review {
  return {
    ...reviewOf([]),
    failures: [
      {
        kind: "preview",
        message: "error: Running program failed with an unhandled exception:\nError: no such file: sites.json",
        place: { file: "infra/index.ts", line: 12 },
      },
    ],
  };
}

/**
 * `count` sites in domains of ten below one central site, all planned; the first `blockers` secondary sites have no
 * Q249077.
 */
export function largeDocument(count: number, blockers: number): Tree {
  const domains: Tree = {};
  const sites: Tree = {};
  const codes = Array.from({ length: count }, (_, index) =>
    index === 0 ? "CEN" : index.toString(36).toUpperCase().padStart(3, "0"),
  );
  for (const [index, code] of codes.entries()) {
    const number = Math.floor(index / 10);
    const confirmed = { copylog: { sharedOwner: code, corrupt: false }, updatedSinceFix: true };
    domains[`DOMAIN${number}`] ??= {
      pdc: `PDC${number}`,
      bdcs: [`BDC${number}`],
      seniorList: `${code}\r\n`,
      logonPoints: { [`PDC${number}`]: confirmed, [`BDC${number}`]: copyOf(confirmed) },
    };
    sites[code] = {
      type: index === 0 ? "central" : "primary",
      ...(index === 0 ? {} : { parent: "CEN" }),
      build: 1380,
      domains: [`DOMAIN${number}`],
      hotfixes: { ...copyOf(SP1_FILES), ...(index > 0 && index <= blockers ? { Q249077: { installed: false } } : {}) },
    };
  }
  return { hierarchy: "large", domains, sites, upgrades: codes, waivers: [] };
}
