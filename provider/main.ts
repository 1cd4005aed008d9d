import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { main } from "@pulumi/pulumi/provider";
import { guardImports } from "./import-guard";
import { smsProvider } from "./provider";
import type { Surroundings } from "./resource-kind";

const root = path.join(__dirname, "..", "..");
const { version } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")) as { version: string };
const schema = fs.readFileSync(path.join(root, "provider", "schema.json"), "utf8");

const args = process.argv.slice(2);
const engine = args.filter((argument) => !argument.startsWith("-")).at(-1) ?? "";

const world: Surroundings = {
  today: () => new Date().toISOString().slice(0, 10),
  warn: (message, urn) => pulumi.log.warn(message, new pulumi.DependencyResource(urn)),
};

// Log messages need the address of the engine, which the SDK keeps for components alone.
pulumi.runtime.resetOptions("", "", -1, engine, "", false, "");
guardImports();
void main(
  {
    ...smsProvider(world, { version, schema }),
    // The engine waits for its plugins when it is cancelled.
    cancel: async () => void setTimeout(() => process.exit(0), 100),
  },
  args,
);
