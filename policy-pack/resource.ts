import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import type { RunResource } from "../rules/graph/graph";
import { readProps } from "./props";

/** A resource as the rules of the graph read it; its properties are read when they are asked for. */
export function resourceOf(shown: ResourceValidationArgs | PolicyResource): RunResource {
  const { urn, name, type, provider, opts } = shown;
  const sources = "propertyDependencies" in shown ? shown.propertyDependencies["clearance"] : undefined;
  let properties: Record<string, unknown> | undefined;
  return {
    urn,
    name,
    type,
    provider: provider?.type,
    get properties() {
      return (properties ??= readProps(shown.props));
    },
    ignoreChanges: opts.ignoreChanges,
    ...(sources === undefined ? {} : { clearanceFrom: sources.map((source) => source.urn) }),
  };
}
