import * as z from "../zod";
import { BadInputError, issuesOf } from "../model/bad-input";
import { canonicalJson, digestOf } from "./canonical";
import { gateDocumentSchema, type HierarchyInput } from "../model/document";
import { malformedIn, toFacts, type Facts, type Reading } from "../model/facts";
import * as form from "../model/forms";
import { holdsPending, PENDING, type Pending } from "../pending";
import { isMembers } from "../model/plain-data";
import { programSchema, type Levels, type Settings } from "../settings";

/**
 * Type tokens of the resources that the plugin serves: exactly as they stand, and no others.
 */
export const SERVED_TYPES = {
  gate: "sms:index:Sp2Readiness",
  upgrade: "sms:index:Sp2Upgrade",
  hotfixInstallation: "sms:index:HotfixInstallation",
  seniorSite: "sms:index:SeniorSite",
  copylogUpdate: "sms:index:CopylogUpdate",
} as const;

/** Type tokens of the package. Those that the plugin does not serve are components, which exist in the program alone. */
export const TYPES = {
  ...SERVED_TYPES,
  hierarchy: "sms:index:Hierarchy",
  domain: "sms:index:Domain",
  logonPoint: "sms:index:LogonPoint",
  site: "sms:index:Site",
} as const;

/**
 * What a gate carries: the whole hierarchy document, each Copylog.tcf as its summary, and the settings of the program.
 * Absent stays absent and null stays null: both are facts. A fact that is not known yet is {@link PENDING}.
 */
export type GateInputs = HierarchyInput & Partial<Settings> & { levels?: Levels };

/**
 * The facts of one site or domain in the form in which a gate carries them when all of them are known: one JSON text.
 * Engine, plugin and policies each handle every value of a resource several times, so that a thousand sites in single
 * values cost more than the judging of them. The engine shows what changes inside such a text value by value.
 */
export function packFacts(facts: object): string {
  return canonicalJson(facts);
}

/** A gate as the engine shows it to the plugin, to the policies and to reviews. */
export interface CarriedGate {
  readonly inputs: GateInputs;
  /** {@link gateDigest} of the inputs. */
  readonly digest: string | Pending;
  /** @throws BadInputError, see {@link readGate}. */
  read(): ReadGate;
}

/**
 * Reads the properties of a gate.
 *
 * @param properties plain data, {@link PENDING} in the place of what is not known yet.
 */
export function carriedGate(properties: Readonly<Record<string, unknown>>): CarriedGate {
  // Other packs may add properties, such as tags, in a remediation: those are no facts.
  const own = Object.fromEntries(Object.entries(properties).filter(([key]) => GATE_KEYS.includes(key)));
  // Unknown values are read before: inside a JSON text there are none, only texts that look like one, which are bad input.
  const inputs = unpackGate(own) as unknown as GateInputs;
  return { inputs, digest: gateDigest(inputs), read: () => readGate(inputs) };
}

/**
 * What a gate carries, with its sites and domains as objects whatever the form in which they travel. A text that is not
 * the JSON of an object stays what it is, for the model to refuse.
 */
export function unpackGate(inputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const unpacked = { ...inputs };
  for (const key of ["domains", "sites"]) {
    const entries = unpacked[key];
    if (!isMembers(entries)) continue;
    unpacked[key] = Object.fromEntries(Object.entries(entries).map(([name, facts]) => [name, unpackFacts(facts)]));
  }
  return unpacked;
}

function unpackFacts(packed: unknown): unknown {
  if (typeof packed !== "string") return packed;
  try {
    const facts: unknown = JSON.parse(packed);
    return isMembers(facts) ? facts : packed;
  } catch {
    return packed;
  }
}

/** The form of a digest. */
const DIGEST = String.raw`sms\d+:[0-9a-f]{64}`;

/** What an upgrade carries. */
export const upgradeSchema = z.object({
  hierarchy: gateDocumentSchema.shape.hierarchy,
  site: form.siteCode.describe("Code of the site."),
  clearance: z
    .string("the clearance of a gate")
    .refine((text) => parseClearance(text) !== undefined, "the clearance of a gate")
    .describe("The clearance that the gate of the hierarchy gave out."),
  factsDigest: form
    .text("a digest as sms2:<64 hexadecimal digits>", new RegExp(`^${DIGEST}$`))
    .describe("Digest of the facts that the program declares now."),
});

/** What an upgrade carries. */
export type UpgradeInputs = z.output<typeof upgradeSchema>;

/** The names of what an upgrade carries. */
export const UPGRADE_KEYS = Object.keys(upgradeSchema.shape) as (keyof UpgradeInputs)[];

/** The names of what a gate carries. */
export const GATE_KEYS = [...Object.keys(gateDocumentSchema.shape), ...Object.keys(programSchema.shape)];

/** What a gate is judged on, as far as the program has a say. */
export interface ReadGate {
  readonly facts: Facts;
  readonly settings: Settings;
  readonly levels: Levels;
}

/**
 * The facts and settings that a gate carries.
 *
 * @param inputs plain data; facts that can be looked up may be {@link PENDING}.
 * @throws BadInputError with everything that is wrong, sorted by path.
 */
export function readGate(inputs: unknown, reading?: Reading): ReadGate {
  const { document, stated } = splitSettings(inputs);
  const settings = programSchema.safeParse(stated);
  const issues = issuesOf([malformedIn(settings, stated)]);
  try {
    const facts = toFacts(document, reading);
    if (settings.success) {
      const { levels, ...choices } = settings.data;
      return { facts, settings: choices, levels };
    }
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    for (const issue of error.issues) issues.push(issue);
  }
  throw new BadInputError(issues.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)));
}

function splitSettings(inputs: unknown): { document: unknown; stated: Record<string, unknown> } {
  if (!isMembers(inputs)) return { document: inputs, stated: {} };
  const isSetting = ([key]: [string, unknown]) => Object.hasOwn(programSchema.shape, key);
  const entries = Object.entries(inputs);
  return {
    document: Object.fromEntries(entries.filter((entry) => !isSetting(entry))),
    stated: Object.fromEntries(entries.filter(isSetting)),
  };
}

/**
 * The digest of everything that a gate carries, settings included, in the form in which it travels. Keys that are not
 * a gate's own do not count. {@link PENDING} while one of the facts is.
 */
export function gateDigest(inputs: GateInputs): string | Pending {
  return factsDigest(Object.fromEntries(GATE_KEYS.map((key) => [key, inputs[key as keyof GateInputs]])));
}

/** The digest of facts of a site or a domain in the form in which a gate carries them; {@link PENDING} while one of them is. */
export function factsDigest(facts: unknown): string | Pending {
  return holdsPending(facts) ? PENDING : digestOf(facts);
}

/** What a gate that was judged ready gives to the upgrades. */
export interface Clearance {
  /** {@link gateDigest} of the facts that were judged. */
  readonly digest: string;
  /** Name of the hierarchy that was judged. */
  readonly hierarchy: string;
  /** The last day on which the judgement can stand, UTC, as YYYY-MM-DD: that of the first waiver to expire. */
  readonly validThrough?: string;
}

/** A clearance as it travels: `sms2:<64 hexadecimal digits>;hierarchy=contoso;until=2000-08-01`. */
export function formatClearance({ digest, hierarchy, validThrough }: Clearance): string {
  const until = validThrough === undefined ? "" : `;until=${validThrough}`;
  return `${digest};hierarchy=${encodeURIComponent(hierarchy)}${until}`;
}

const CLEARANCE = new RegExp(String.raw`^(${DIGEST});hierarchy=([\w.!~*'()%-]*)(?:;until=(\d{4}-\d{2}-\d{2}))?$`);

/** Reads a clearance; undefined for a text that is none. */
export function parseClearance(text: string): Clearance | undefined {
  const [, digest, name, validThrough] = CLEARANCE.exec(text) ?? [];
  const hierarchy = name === undefined ? undefined : decoded(name);
  if (digest === undefined || hierarchy === undefined) return undefined;
  return { digest, hierarchy, ...(validThrough === undefined ? {} : { validThrough }) };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
