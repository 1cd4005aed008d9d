import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { main } from "@pulumi/pulumi/provider";
import { keepConstructCalls } from "./construct-calls";
import { keepConfiguration } from "./configuration";
import { guardReads } from "./read-guard";
import { smsProvider } from "./provider";
import type { Surroundings } from "./resource-kind";
import { packageSchema } from "./package-schema";

// The package is the nearest folder above with a package.json, be this file compiled or not.
const folders = [path.join(__dirname, ".."), path.join(__dirname, "..", "..")];
const manifest = folders.map((folder) => path.join(folder, "package.json")).find((file) => fs.existsSync(file));
const { version } = JSON.parse(fs.readFileSync(manifest ?? "", "utf8")) as { version: string };

const args = process.argv.slice(2);
const engine = args.filter((argument) => !argument.startsWith("-")).at(-1) ?? "";

const world: Surroundings = {
  today: () => new Date().toISOString().slice(0, 10),
  warn: (message, urn) => pulumi.log.warn(message, urn === undefined ? undefined : new pulumi.DependencyResource(urn)),
  configuration: keepConfiguration(),
};

// Log messages need the address of the engine, which the SDK keeps for components alone.
pulumi.runtime.resetOptions("", "", -1, engine, "", false, "");
guardReads();
keepConstructCalls();
void main(
  {
    ...smsProvider(world),
    version,
    getSchema: async () => JSON.stringify(packageSchema(version)),
    // The engine waits for its plugins when it is cancelled.
    cancel: async () => void setTimeout(() => process.exit(0), 100),
  },
  args,
);
