import * as z from "zod";
import { BadInputError, issueOf } from "../../domain/model/bad-input";
import { jsonOf } from "../../domain/text/json";
import { toFacts, type Facts } from "../../domain/model/facts";
import { levelsSchema, settingsSchema } from "../../domain/settings";
import { fromWire } from "../../domain/carried/wire";
import type { Judgement } from "../../rules/judge/judge";
import { VERDICTS } from "../../rules/judge/verdict";
import { REVIEW_FORMAT } from "../formats/json";
import type { Governance, PlacedFinding } from "../review";

/** What an earlier review said, as far as a comparison needs it. */
export interface Base {
  readonly subject: string;
  readonly today: string;
  readonly hierarchies: readonly BaseHierarchy[];
  readonly engineFindings: readonly PlacedFinding[];
}

/** One hierarchy of an earlier review. */
export interface BaseHierarchy extends Pick<Judgement, "hierarchy" | "verdict" | "upgrades"> {
  readonly governance: Governance;
  readonly facts: Facts;
  readonly findings: readonly PlacedFinding[];
}

const text = z.string();
const findingSchema = z.looseObject({
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
});
const baseSchema = z.looseObject({
  format: z.literal(REVIEW_FORMAT),
  subject: text,
  today: text,
  verdict: text,
  engineFindings: z.array(findingSchema),
  hierarchies: z.array(
    z.looseObject({
      hierarchy: text,
      verdict: z.enum(VERDICTS),
      upgrades: z.array(z.object({ site: text, verdict: z.enum(VERDICTS), done: z.literal(true).exactOptional() })),
      governance: settingsSchema.extend({ levels: levelsSchema, waivers: z.enum(["allowed", "none"]) }),
      facts: z.unknown(),
      findings: z.array(findingSchema),
    }),
  ),
});

const EXPECTED = `the JSON of an earlier review (${REVIEW_FORMAT}), as pulumi-sms review --out review.json writes it`;

/**
 * Reads the JSON of an earlier review.
 *
 * @param source its text.
 * @param file what the text is called in messages.
 * @returns a sentence if nothing can be compared with the review: one that failed, or one of another version.
 * @throws BadInputError for a text that is no review.
 */
export function readBase(source: string, file: string): Base | string {
  const document = jsonOf(source, file);
  const result = baseSchema.safeParse(document);
  if (!result.success) {
    const { format } = Object(document) as { format?: unknown };
    if (typeof format === "string" && format !== REVIEW_FORMAT && format.startsWith("pulumi-sms-review/")) {
      return `Nothing is compared: ${file} is of another version (${format}; needed: ${REVIEW_FORMAT}).`;
    }
    const [{ path = [], message = "" } = {}] = result.error.issues;
    throw noBase(file, path.length === 0 ? "" : ` (${path.join(".")}: ${message})`);
  }
  if (result.data.verdict === "failed") return `Nothing is compared: ${file} is a review that failed.`;
  return baseOf(result.data, file);
}

function baseOf({ subject, today, hierarchies, engineFindings }: z.output<typeof baseSchema>, file: string): Base {
  return {
    subject,
    today,
    engineFindings: engineFindings as unknown as PlacedFinding[],
    hierarchies: hierarchies.map(({ hierarchy, verdict, upgrades, governance, facts, findings }) => {
      // A finding that names no upgrade concerns every open one.
      const open = upgrades.flatMap(({ site, done }) => (done === true ? [] : [site]));
      return {
        hierarchy,
        verdict,
        upgrades,
        governance,
        facts: factsOf(facts, file),
        findings: findings.map((finding) => ({ upgrades: open, ...finding }) as unknown as PlacedFinding),
      };
    }),
  };
}

function factsOf(facts: unknown, file: string): Facts {
  try {
    return toFacts(fromWire(facts));
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    throw noBase(file, ` (facts: ${error.issues[0]?.message})`);
  }
}

function noBase(file: string, why: string): BadInputError {
  const reason = `${file} is not ${EXPECTED}${why}`;
  return new BadInputError([issueOf({ path: ["--base"], value: file, expected: EXPECTED, reason })]);
}
