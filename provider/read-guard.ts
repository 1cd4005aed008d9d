import { ReadRequest } from "@pulumi/pulumi/proto/provider_pb";
import { canonicalJson } from "../domain/carried/canonical";

type Properties = NonNullable<ReturnType<ReadRequest["getProperties"]>>;

/**
 * Leaves of the reads of guarded resources only the engine's refresh of one that it made before. What a program reads by an
 * id is shown to no policy, so a gate or an upgrade would be created without any check. In a refresh the engine sends the
 * inputs that the resource was made of and the outputs that it gave, which differ; where a program reads, what the program
 * says stands in both places. Such a read gets empty properties. So does every import, with which the engine sends none and
 * the SDK's server reads them without looking.
 */
export function guardReads(isGuarded: (urn: string) => boolean): void {
  const getProperties = ReadRequest.prototype.getProperties;
  ReadRequest.prototype.getProperties = function (this: ReadRequest) {
    const properties = getProperties.call(this);
    if (properties === undefined) return EMPTY;
    return !isGuarded(this.getUrn()) || differ(this.getInputs(), properties) ? properties : EMPTY;
  };
}

const EMPTY = { toJavaScript: () => ({}) } as Properties;

function differ(inputs: Properties | undefined, properties: Properties): boolean {
  return inputs !== undefined && canonicalJson(inputs.toJavaScript()) !== canonicalJson(properties.toJavaScript());
}
