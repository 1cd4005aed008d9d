import { SERVED_TYPES } from "../../domain/carried/gate";
import type { RuleFinding } from "../finding";
import { strangeResource } from "../upgrade-gate";
import type { RunResource } from "./graph";

/** Type of the provider that the plugin is. */
export const PROVIDER = "pulumi:providers:sms";

/** The types of the package that the plugin serves. */
export const SERVED: readonly string[] = Object.values(SERVED_TYPES);

/**
 * A resource that is of one of our types and not served by the plugin `sms`, or the other way round. The engine finds
 * a provider by the last part of a type and takes any type with two colons, so the type alone tells nothing.
 */
export function strangerFaults({
  name,
  type,
  provider,
}: Pick<RunResource, "name" | "type" | "provider">): RuleFinding[] {
  const isOurs = SERVED.includes(type);
  if (isOurs === (provider === PROVIDER)) return [];
  if (!isOurs) return [strangeResource(name, `the plugin sms serves it as ${type}`)];
  return [strangeResource(name, `${type} ${provider === undefined ? "as a component" : `of ${provider}`}`)];
}
