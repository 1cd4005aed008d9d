/**
 * The parts of the Pulumi SDK that the plugin, and the components in it, need. All of it brings the Automation API and a
 * compiler, which is half of the plugin's start: in its bundle this file stands in the place of the SDK.
 */
import * as config from "@pulumi/pulumi/runtime/config";
import * as invoke from "@pulumi/pulumi/runtime/invoke";
import * as settings from "@pulumi/pulumi/runtime/settings";
import * as state from "@pulumi/pulumi/runtime/state";

export * from "@pulumi/pulumi/config";
export * from "@pulumi/pulumi/errors";
export * from "@pulumi/pulumi/metadata";
export * from "@pulumi/pulumi/output";
export * from "@pulumi/pulumi/resource";
export * from "@pulumi/pulumi/stackReference";
export * as log from "@pulumi/pulumi/log";
export const runtime = { ...config, ...invoke, ...settings, ...state };
