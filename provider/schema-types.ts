import * as z from "zod";
import { BUILDS, type Build } from "../domain/builds";
import { HOTFIX_IDS, PLATFORMS } from "../domain/hotfixes";
import { SITE_TYPES } from "../domain/model/forms";
import { isNullable, noneKey } from "../domain/model/none";
import { WAIVABLE_RULES } from "../domain/rule-ids";

/** The part of JSON Schema that the model of the facts and the inputs of resources use. */
interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
}

/** A text, in the schema of the package. */
export const text = (description: string) => ({ type: "string", description });

/** A list of texts. */
export const texts = (description: string) => ({ type: "array", items: { type: "string" }, description });

const ANY = { $ref: "pulumi.json#/Any" };

/** An object of any form. */
export const anything = (description: string) => ({ type: "object", additionalProperties: ANY, description });

const PARTICIPANT = "What counts of a site that takes part in the domain.";

/** Names and meanings of object types, by where they stand in a hierarchy document or in the inputs of a resource. */
const OBJECTS: Readonly<Record<string, readonly [name: string, meaning: string]>> = {
  "domains.*": ["DomainFacts", "What is known of a Windows NT domain. What is left out is not known."],
  "domains.*.logonPoints.*": ["LogonPointFacts", "What is known of a domain controller as a logon point."],
  "domains.*.logonPoints.*.copylog": ["CopylogFacts", "What is known of Copylog.tcf on a logon point."],
  "sites.*": ["SiteFacts", "What is known of a site server. What is left out is not known."],
  "sites.*.hotfixes.*": ["HotfixFacts", "What is known of one hotfix at a site: versions of files, or who attests it."],
  "waivers.*": ["Waiver", "An accepted exception: one rule, one subject, for at most 90 days."],
  "seniorSite.participants.*": ["SeniorSiteParticipant", PARTICIPANT],
  "copylogUpdate.participants.*": ["CopylogUpdateParticipant", PARTICIPANT],
};

/** The choices that have a type of their own in the SDKs, and what they are. */
const CHOICES: Readonly<Record<string, readonly [meaning: string, choices: readonly (string | number)[]]>> = {
  Build: ["Build of SMS 2.0: the release, SP1, or SP2 to SP4.", BUILDS],
  Hotfix: ["A hotfix that SP2 requires, by its article (Q261931).", HOTFIX_IDS],
  Platform: ["Processor of a server.", PLATFORMS],
  SiteType: ["Kind of site.", SITE_TYPES],
  WaivableRule: ["A rule that can be waived.", WAIVABLE_RULES],
};

/** Names of numbers: programs say `Build.Sp1`. Generators name texts after themselves. */
const NUMBERS: Readonly<Record<Build, string>> = { 1239: "Release", 1380: "Sp1", 1493: "Sp2" };

/** The object and enum types of the package, which grow with everything that is described. */
export class Types {
  readonly all: Record<string, object> = {};

  /** What a resource or a function takes. `place` is where it stands in {@link OBJECTS}; empty: at the root. */
  inputsOf(
    schema: z.ZodType | object,
    place = "",
  ): { properties: Record<string, object>; required: readonly string[] } {
    const json = (schema instanceof z.ZodType ? z.toJSONSchema(schema, { io: "input" }) : schema) as JsonSchema;
    return { properties: this.#propertiesOf(json, place), required: json.required ?? [] };
  }

  #propertiesOf({ properties = {} }: JsonSchema, place: string): Record<string, object> {
    return Object.fromEntries(
      Object.entries(properties).flatMap(([key, schema]) => [
        [key, { ...this.#typeOf(schema, place === "" ? key : `${place}.${key}`), ...describedBy(schema) }],
        ...(isNullable(schema) ? [[noneKey(key), noneOf(key)]] : []),
      ]),
    );
  }

  #typeOf(schema: JsonSchema, place: string): object {
    const { properties, additionalProperties: members, items, enum: values = [], type, anyOf, const: only } = schema;
    if (properties !== undefined) return this.#objectOf(schema, place);
    if (items !== undefined) return { type: "array", items: this.#typeOf(items, `${place}.*`) };
    if (typeof members === "object") {
      return { type: "object", additionalProperties: this.#typeOf(members, `${place}.*`) };
    }
    const [first] = [anyOf?.[0]?.type ?? type ?? (only === undefined ? [] : typeof only)].flat();
    return this.#choiceOf(values) ?? (first === undefined ? ANY : { type: first });
  }

  #objectOf(schema: JsonSchema, place: string): object {
    const [name, description] = OBJECTS[place] ?? [];
    return this.#named(name, { description, type: "object", ...this.inputsOf(schema, place) });
  }

  /** A choice that programs know by a name; undefined for other values. */
  #choiceOf(values: readonly unknown[]): object | undefined {
    const choice = choiceIn(values);
    if (choice === undefined) return undefined;
    const [name, [description]] = choice;
    const members = values.map((value) =>
      typeof value === "number" ? { name: NUMBERS[value as Build], value } : { value },
    );
    return this.#named(name, {
      description,
      type: typeof values[0] === "number" ? "integer" : "string",
      enum: members,
    });
  }

  #named(name: string | undefined, type: object): object {
    this.all[`sms:index:${name}`] = type;
    return { $ref: `#/types/sms:index:${name}` };
  }
}

function choiceIn(values: readonly unknown[]): [name: string, choice: (typeof CHOICES)[string]] | undefined {
  return Object.entries(CHOICES).find(
    ([, [, choices]]) => choices.length === values.length && choices.every((choice) => values.includes(choice)),
  );
}

/** What a schema says of a value, with its default, and with its choices unless they have a type of their own. */
function describedBy({ description, default: preset, enum: values = [] }: JsonSchema): { description?: string } {
  if (description === undefined) return {};
  const standard = preset === undefined || typeof preset === "object" ? "" : ` Default ${String(preset)}.`;
  const choices = values.length === 0 || choiceIn(values) !== undefined ? "" : ` One of ${values.join(", ")}.`;
  return { description: description + standard + choices };
}

/** Most languages lose null on the way to the plugin. */
function noneOf(key: string): object {
  return { type: "boolean", description: `true: the same as null for ${key}, for languages without null.` };
}
