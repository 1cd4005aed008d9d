import { ConfigureRequest } from "@pulumi/pulumi/proto/provider_pb";

/** Keys of the configuration of the plugin, `sms:KEY` of a stack, with what they mean. */
export const CONFIGURATION = {
  from: "Folder with the shares of each server, as FOLDER/SERVER/SHARE, in place of the network.",
  username: "Account that reads the shares of the servers. Default: SMS_USERNAME of the environment.",
  password: "Its password. Set it with --secret.",
  domain: "Windows NT domain of the account.",
  credentialsFile: "File with the account, as smbclient reads it. Default: SMS_CREDENTIALS_FILE of the environment.",
  port: "Port of the servers. Default 139, the only one of Windows NT 4.0.",
  addresses: "Addresses of servers whose names cannot be resolved, by name, as a JSON object.",
} as const;

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
    known = Object.fromEntries(Object.keys(CONFIGURATION).map((key) => [key, variables.get(`sms:config:${key}`)]));
    return request;
  };
  return () => known;
}
