import fc from "fast-check";
import type { PlacedFinding, Review } from "../../../review/review";
import {
  blockedReview,
  comparisonOf,
  exemptReview,
  failedReview,
  largeDocument,
  nastyReview,
  pendingReview,
  readyReview,
  reviewOf,
  unplannedReview,
  weakenedReview,
} from "./samples";
import { changed } from "../base";

/** A hierarchy whose upgrade stands beside the gate, in a program that declares another hierarchy without one. */
export function engineReview(): Review {
  const refused: PlacedFinding = {
    rule: "upgrade-gate",
    code: "ungated-upgrade",
    subject: { kind: "site", name: "P01" },
    level: "mandatory",
    certainty: "known",
    upgrades: ["P01"],
    found: "no gate was judged",
    needed: "a gate",
    remedy: ["Make one."],
    articles: ["Q261931"],
    message: "P01: no gate was judged; needed: a gate",
  };
  return { ...readyReview(), engineFindings: [refused], ungated: ["fabrikam"] };
}

/** The blocked review since a base that lacked its first two findings and had one more. */
export function comparedReview(): Review {
  const review = blockedReview();
  const findings = review.hierarchies[0]!.findings.map((finding) => ({ hierarchy: "contoso", finding }));
  const gone = { ...findings[0]!.finding, subject: { kind: "site", name: "OLD" } as const };
  return {
    ...review,
    comparison: comparisonOf({
      base: "contoso/dev on 2000-06-24",
      fresh: findings.slice(0, 2),
      resolved: [{ hierarchy: "contoso", finding: gone }],
      gone: [{ hierarchy: "contoso", finding: gone }],
      unchanged: findings.length - 2,
    }),
  };
}

/** Two hierarchies in which the same is found. */
export function twinReview(): Review {
  const { hierarchies } = blockedReview();
  return { ...blockedReview(), hierarchies: hierarchies.flatMap((one) => [one, { ...one, hierarchy: "fabrikam" }]) };
}

/** Nothing is declared. */
export function emptyReview(): Review {
  return reviewOf([]);
}

/** A server of which two things are found under one code: lines of a site that is gone, shared and below SITES. */
export function staleReview(): Review {
  const text = "[FILE SOURCE]\r\nX86.BIN\\CLICORE.EXE=OLD\r\nSITES\\GON\\A.LCF=GON\r\n";
  const document = changed(largeDocument(3, 0), {
    "domains/DOMAIN0/logonPoints/PDC0": { copylog: { text }, updatedSinceFix: true },
  });
  return reviewOf([document]);
}

/** Reviews of every kind, by what they are. */
export const EVERY_REVIEW: readonly (readonly [name: string, review: () => Review])[] = [
  ["ready", readyReview],
  ["blocked", blockedReview],
  ["unplanned", unplannedReview],
  ["pending", pendingReview],
  ["nasty", nastyReview],
  ["failed", failedReview],
  ["refused by the engine alone", engineReview],
  ["compared", comparedReview],
  ["exempt", exemptReview],
  ["weakened", weakenedReview],
  ["of two hierarchies", twinReview],
  ["of a stale Copylog.tcf", staleReview],
  ["of nothing", emptyReview],
  ["of 300 sites", () => reviewOf([largeDocument(300, 40)])],
];

const halves = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 })
  .map((units) => String.fromCharCode(...units));

/** Any text at all, halves of characters and what XML forbids among it. */
export const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  halves,
  fc.constantFrom("", "\uFFFE\uFFFF", "\u0000", "]]>", "{0}", "[a](1)", "true", "\r\n", " a ", "&#0;", "\uD800"),
);

/** The blocked review with any texts in it. */
export const anyReview: fc.Arbitrary<Review> = fc
  .record({ name: anyText, text: anyText, file: anyText, line: fc.integer({ min: 1 }), failed: fc.boolean() })
  .map(({ name, text, file, line, failed }) => {
    const review = nastyReview();
    const reword = (finding: PlacedFinding): PlacedFinding => ({
      ...finding,
      subject: { ...finding.subject, name },
      found: text,
      needed: text,
      remedy: [text],
      message: `${name}: ${text}`,
      ...(finding.waivedBy === undefined ? {} : { waivedBy: { owner: name, reason: text, expires: "2000-07-31" } }),
      place: { file: `a${file}`, line },
    });
    return {
      ...review,
      subject: name,
      failures: failed ? [{ kind: "input" as const, message: text, place: { file: `a${file}`, line } }] : [],
      hierarchies: review.hierarchies.map((one) => ({ ...one, hierarchy: name, findings: one.findings.map(reword) })),
      ungated: [name],
    };
  });
