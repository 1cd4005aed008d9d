import { ReadRequest } from "@pulumi/pulumi/proto/provider_pb";

/**
 * Lets the SDK's server answer an import. The engine sends no properties with it, and the server reads them without
 * looking; they are empty instead, which tells a read for an import from any other.
 */
export function guardImports(): void {
  const getProperties = ReadRequest.prototype.getProperties;
  ReadRequest.prototype.getProperties = function (this: ReadRequest) {
    return getProperties.call(this) ?? EMPTY;
  };
}

const EMPTY = { toJavaScript: () => ({}) } as NonNullable<ReturnType<ReadRequest["getProperties"]>>;
