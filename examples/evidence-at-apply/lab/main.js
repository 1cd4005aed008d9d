"use strict";
const provider = require("@pulumi/pulumi/provider");

/** A plugin with one resource: an installation, whose file versions are known once it has run. */
const lab = {
  version: "0.1.0",
  check: async (_urn, _olds, news) => ({ inputs: news }),
  diff: async (_id, _urn, olds, news) => ({
    changes: olds.version !== news.version || olds.server !== news.server,
    replaces: ["server"].filter((key) => olds[key] !== news[key]),
  }),
  create: async (_urn, inputs) => ({ id: `${inputs.server}-Q249077`, outs: outputsOf(inputs) }),
  update: async (_id, _urn, _olds, news) => ({ outs: outputsOf(news) }),
  delete: async () => undefined,
};

function outputsOf({ server, version }) {
  return { server, version, files: { "Bin\\i386\\Nt_logon.dll": version } };
}

provider.main(lab, process.argv.slice(2));
