// @ts-check
"use strict";
const { createRequire } = require("node:module");

/** Loads a module as @pulumi/pulumi itself would, so that both share one gRPC and one protobuf library. */
const fromSdk = createRequire(require.resolve("@pulumi/pulumi"));
const grpc = fromSdk("@grpc/grpc-js");

/** No limit on the size of a message: a hierarchy's facts are one resource. */
const unlimited = {
  "grpc.max_receive_message_length": -1,
  "grpc.max_send_message_length": -1,
  "grpc.server_max_unrequested_time_in_server": 1800,
};

module.exports = { fromSdk, grpc, unlimited };
