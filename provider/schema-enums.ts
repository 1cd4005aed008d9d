import { BUILDS, type Build } from "../domain/builds";
import { HOTFIX_IDS, PLATFORMS } from "../domain/hotfixes";
import { SITE_TYPES } from "../domain/model/document";
import { WAIVABLE_RULES } from "../domain/rule-ids";

/** The choices that have a type of their own in the SDKs. */
const ENUMS: Readonly<Record<string, readonly (string | number)[]>> = {
  Build: BUILDS,
  Hotfix: HOTFIX_IDS,
  Platform: PLATFORMS,
  SiteType: SITE_TYPES,
  WaivableRule: WAIVABLE_RULES,
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
  const name = Object.keys(ENUMS).find((each) => isSame(ENUMS[each] ?? []));
  if (name === undefined) return undefined;
  const token = `sms:index:${name}`;
  types[token] =
    typeof values[0] === "number"
      ? { type: "integer", enum: values.map((value) => ({ name: NUMBERS[value as Build], value })) }
      : { type: "string", enum: values.map((value) => ({ value })) };
  return { $ref: `#/types/${token}` };
}
