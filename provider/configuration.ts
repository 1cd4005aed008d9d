import { ConfigureRequest } from "@pulumi/pulumi/proto/provider_pb";
import { PLUGIN_SETTINGS } from "../domain/settings";

/** The configuration that the engine gave the plugin. */
export type Configuration = Readonly<Record<string, string | undefined>>;

/**
 * Keeps the configuration of the plugin, which the SDK's server does not pass on: it reads the request and drops it.
 *
 * @returns reads what the engine sent last.
 */
export function keepConfiguration(): () => Configuration {
  let known: Configuration = {};
  const read = ConfigureRequest.deserializeBinary.bind(ConfigureRequest);
  ConfigureRequest.deserializeBinary = (bytes) => {
    const request = read(bytes);
    const variables = request.getVariablesMap();
    known = Object.fromEntries(Object.keys(PLUGIN_SETTINGS).map((key) => [key, variables.get(`sms:config:${key}`)]));
    return request;
  };
  return () => known;
}
