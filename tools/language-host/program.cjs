// @ts-check
"use strict";

/**
 * The command line that the SDK's `cmd/run` expects.
 * @param {any} request
 * @param {string} engineAddress
 * @returns {string[]}
 */
function programArguments(request, engineAddress) {
  const info = request.getInfo();
  const options = {
    monitor: request.getMonitorAddress(),
    engine: engineAddress,
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": info.getRootDirectory(),
    stack: request.getStack(),
    pwd: info.getProgramDirectory(),
    parallel: String(request.getParallel()),
  };
  return [
    ...Object.entries(options).flatMap(([name, value]) => (value === "" ? [] : [`--${name}`, value])),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    info.getEntryPoint(),
    ...request.getArgsList(),
  ];
}

/**
 * Stack configuration as the SDK of Node.js reads it: `project:config:name` is the spelling that every version understands.
 * @param {any} request
 * @returns {Record<string, string>}
 */
function configEnvironment(request) {
  /** @type {[string, string][]} */
  const entries = request.getConfigMap().toArray();
  const config = Object.fromEntries(
    entries.map(([key, value]) => [key.replace(/^([^:]*):(?:config:)?/, "$1:config:"), value]),
  );
  return {
    PULUMI_CONFIG: JSON.stringify(config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  };
}

/**
 * Stack configuration as the SDKs of Python and Go read it.
 * @param {any} request
 * @returns {Record<string, string>}
 */
function configAsSent(request) {
  return {
    ...configEnvironment(request),
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
  };
}

/**
 * `runtime.options.nodeargs`: options of Node itself, such as its memory limit.
 * @param {any} info
 * @returns {string[]}
 */
function nodeArguments(info) {
  return (runtimeOptions(info).nodeargs ?? "").split(/\s+/).filter(Boolean);
}

/**
 * What `runtime.options` of Pulumi.yaml, PulumiPlugin.yaml or PulumiPolicy.yaml ask for.
 * @param {any} info
 * @returns {Record<string, string>}
 */
function runtimeEnvironment(info) {
  const options = runtimeOptions(info);
  return {
    ...(options.typescript === false ? {} : { PULUMI_NODEJS_TYPESCRIPT: "true" }),
    ...(options.tsconfig ? { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig } : {}),
  };
}

/**
 * @param {any} info
 * @returns {{ typescript?: boolean, tsconfig?: string, nodeargs?: string, virtualenv?: string }}
 */
function runtimeOptions(info) {
  return info.getOptions()?.toJavaScript() ?? {};
}

module.exports = {
  programArguments,
  configAsSent,
  configEnvironment,
  nodeArguments,
  runtimeEnvironment,
  runtimeOptions,
};
