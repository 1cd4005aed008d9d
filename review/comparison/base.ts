import * as z from "zod";
import { BadInputError, issueOf } from "../../domain/model/bad-input";
import { jsonOf } from "../../domain/text/json";
import { toFacts, type Facts } from "../../domain/model/facts";
import { levelsSchema, settingsSchema } from "../../domain/settings";
import { fromWire } from "../../domain/carried/wire";
import { VERDICTS } from "../../rules/judge/verdict";
import { REVIEW_FORMAT } from "../formats/json";
import type { HierarchyReview, PlacedFinding, Review } from "../review";

/** What an earlier review said, as far as a comparison needs it. */
export interface Base extends Pick<Review, "subject" | "today" | "engineFindings"> {
  readonly hierarchies: readonly BaseHierarchy[];
}

/** One hierarchy of an earlier review. */
export type BaseHierarchy = Pick<
  HierarchyReview,
  "hierarchy" | "verdict" | "upgrades" | "governance" | "facts" | "findings"
>;

const text = z.string();
const findingSchema = z
  .looseObject({
    rule: text,
    code: text,
    subject: z.object({ kind: z.enum(["site", "domain", "server", "hierarchy", "waiver"]), name: text }),
    level: z.enum(["mandatory", "advisory"]),
    certainty: z.enum(["known", "unknown", "pending"]),
    upgrades: z.array(text).optional(),
    found: text,
    needed: text,
    remedy: z.array(text),
    message: text,
    articles: z.array(text),
    hotfix: text.optional(),
    part: text.optional(),
    waivedBy: z.object({ owner: text, reason: text, expires: text }).optional(),
  })
  // An earlier version may have rules of other names.
  .transform((finding) => finding as unknown as PlacedFinding);
const factsSchema = z.unknown().transform((facts, { addIssue }): Facts => {
  try {
    return toFacts(fromWire(facts));
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    addIssue(error.issues[0]?.message ?? "");
    return z.NEVER;
  }
});
const hierarchySchema = z
  .object({
    hierarchy: text,
    verdict: z.enum(VERDICTS),
    upgrades: z.array(z.object({ site: text, verdict: z.enum(VERDICTS), done: z.literal(true).exactOptional() })),
    governance: settingsSchema.extend({ levels: levelsSchema, waivers: z.enum(["allowed", "none"]) }),
    facts: factsSchema,
    findings: z.array(findingSchema),
  })
  .transform(({ upgrades, findings, ...hierarchy }): BaseHierarchy => {
    // A finding that names no upgrade concerns every open one.
    const open = upgrades.flatMap(({ site, done }) => (done === true ? [] : [site]));
    return {
      ...hierarchy,
      upgrades,
      findings: findings.map((finding) => ({ ...finding, upgrades: finding.upgrades ?? open })),
    };
  });
const baseSchema = z.object({
  format: z.literal(REVIEW_FORMAT),
  subject: text,
  today: text,
  verdict: text,
  engineFindings: z.array(findingSchema),
  hierarchies: z.array(hierarchySchema),
});

const EXPECTED = `the JSON of an earlier review (${REVIEW_FORMAT}), as pulumi-sms review --out review.json writes it`;

/**
 * Reads the JSON of an earlier review.
 *
 * @param source its text.
 * @param file what the text is called in messages.
 * @returns a sentence if nothing can be compared with the review: one that failed, or one that another version wrote.
 * @throws BadInputError for a text that is no review.
 */
export function readBase(source: string, file: string): Base | string {
  const document = jsonOf(source, file);
  const { success, data, error } = baseSchema.safeParse(document);
  if (success) return data.verdict === "failed" ? `Nothing is compared: ${file} is a review that failed.` : data;
  const { format } = Object(document) as { format?: unknown };
  const [{ path = [], message = "" } = {}] = error.issues;
  const why = path.length === 0 ? "" : ` (${path.join(".")}: ${message})`;
  if (format === REVIEW_FORMAT) return `Nothing is compared: this version cannot read ${file}${why}.`;
  if (typeof format === "string" && format.startsWith("pulumi-sms-review/")) {
    return `Nothing is compared: ${file} is of another version (${format}; needed: ${REVIEW_FORMAT}).`;
  }
  const reason = `${file} is not ${EXPECTED}${why}`;
  throw new BadInputError([issueOf({ path: ["--base"], value: file, expected: EXPECTED, reason })]);
}
