import { BUILDS, type Build } from "../domain/builds";
import { HOTFIX_IDS, PLATFORMS } from "../domain/hotfixes";
import { SITE_TYPES } from "../domain/model/document";
import { WAIVABLE_RULES } from "../domain/rule-ids";

/** The choices that have a type of their own in the SDKs, and what they are. */
const ENUMS: Readonly<Record<string, readonly [description: string, choices: readonly (string | number)[]]>> = {
  Build: ["Build of SMS 2.0: the release, SP1, or SP2 to SP4.", BUILDS],
  Hotfix: ["A hotfix that SP2 requires, by its article (Q261931).", HOTFIX_IDS],
  Platform: ["Processor of a server.", PLATFORMS],
  SiteType: ["Kind of site.", SITE_TYPES],
  WaivableRule: ["A rule that can be waived.", WAIVABLE_RULES],
};

/** Names of numbers: programs say `Build.Sp1`. Generators name texts after themselves. */
const NUMBERS: Readonly<Record<Build, string>> = { 1239: "Release", 1380: "Sp1", 1493: "Sp2" };

/**
 * The type of a choice, which is added to `types`.
 *
 * @returns nothing if the values are no choice that programs know by a name.
 */
export function enumOf(values: readonly unknown[], types: Record<string, object>): { $ref: string } | undefined {
  const isSame = (choices: readonly unknown[]) =>
    choices.length === values.length && choices.every((choice) => values.includes(choice));
  const [name, [description] = []] = Object.entries(ENUMS).find(([, [, choices]]) => isSame(choices)) ?? [];
  if (name === undefined) return undefined;
  const members = values.map((value) =>
    typeof value === "number" ? { name: NUMBERS[value as Build], value } : { value },
  );
  const type = typeof values[0] === "number" ? "integer" : "string";
  types[`sms:index:${name}`] = { description, type, enum: members };
  return { $ref: `#/types/sms:index:${name}` };
}
