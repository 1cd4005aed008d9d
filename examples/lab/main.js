"use strict";
const provider = require("@pulumi/pulumi/provider");

/**
 * A plugin that stands for whatever runs installers on servers. `lab:index:Installation` is a hotfix, whose file versions
 * are known once it has run; `lab:index:Setup` is a run of SP2 setup.
 */
const lab = {
  version: "0.1.0",
  // Programs in YAML are checked against it before they run.
  getSchema: async () => JSON.stringify({ name: "lab", version: "0.1.0", resources: SCHEMA }),
  check: async (_urn, _olds, news) => ({ inputs: news }),
  diff: async (_id, _urn, olds, news) => ({
    changes: olds.version !== news.version || olds.server !== news.server,
    replaces: ["server"].filter((key) => olds[key] !== news[key]),
  }),
  create: async (urn, inputs) => ({ id: `${nameOf(urn)} at ${inputs.server}`, outs: outputsOf(urn, inputs) }),
  update: async (_id, urn, _olds, news) => ({ outs: outputsOf(urn, news) }),
  delete: async () => undefined,
};

const text = { type: "string" };
const SCHEMA = {
  "lab:index:Installation": {
    inputProperties: { server: text, version: text },
    requiredInputs: ["server", "version"],
    properties: { server: text, version: text, files: { type: "object", additionalProperties: text } },
    required: ["server", "version", "files"],
  },
  "lab:index:Setup": {
    inputProperties: { server: text, cleared: { type: "boolean" } },
    requiredInputs: ["server"],
    properties: { server: text },
    required: ["server"],
  },
};

function outputsOf(urn, { server, version }) {
  return urn.includes("lab:index:Setup")
    ? { server }
    : { server, version, files: { "Bin\\i386\\Nt_logon.dll": version } };
}

function nameOf(urn) {
  return urn.split("::").at(-1);
}

provider.main(lab, process.argv.slice(2));
