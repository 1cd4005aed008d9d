import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { main } from "@pulumi/pulumi/provider";
import { keepConfiguration } from "./configuration";
import { keepConstructCalls } from "./construct-calls";
import { keepSilentWhenCutOff } from "./cut-off";
import { guardReads } from "./read-guard";
import { isReadGuarded, smsProvider } from "./provider";
import { Refusal } from "./refusal";
import type { Surroundings } from "./resource-kind";
import { packageSchema } from "./package-schema";
import { serversOf } from "./servers";

// The package is the nearest folder above with a package.json, be this file compiled or not.
const folders = [path.join(__dirname, ".."), path.join(__dirname, "..", "..")];
const manifest = folders.map((folder) => path.join(folder, "package.json")).find((file) => fs.existsSync(file));
const { version } = JSON.parse(fs.readFileSync(manifest ?? "", "utf8")) as { version: string };

const args = process.argv.slice(2);
const engine = args.filter((argument) => !argument.startsWith("-")).at(-1) ?? "";

const ending = new AbortController();
const unfinished = new Set<Promise<unknown>>();

/** The engine waits for its plugins when it is cancelled, but not for long: what waits ends, what is being written is written. */
async function end(): Promise<void> {
  ending.abort(new Refusal("Cancelled."));
  await Promise.allSettled(unfinished);
  setTimeout(() => process.exit(0), 100);
}

const resourceOf = (urn: string | undefined) => (urn === undefined ? undefined : new pulumi.DependencyResource(urn));

const world: Surroundings = {
  today: () => new Date().toISOString().slice(0, 10),
  warn: (message, urn) => pulumi.log.warn(message, resourceOf(urn)),
  tell: (message, urn) => pulumi.log.info(message, resourceOf(urn)),
  servers: serversOf(keepConfiguration()),
  signal: ending.signal,
  finish: (work) => {
    const running = work();
    unfinished.add(running);
    return running.finally(() => unfinished.delete(running));
  },
};

process.once("SIGTERM", () => void end());

// Log messages need the address of the engine, which the SDK keeps for components alone.
pulumi.runtime.resetOptions("", "", -1, engine, "", false, "");
guardReads(isReadGuarded);
keepConstructCalls();
void main(
  {
    ...smsProvider(world),
    version,
    getSchema: async () => JSON.stringify(packageSchema(version)),
    cancel: end,
  },
  args,
);
keepSilentWhenCutOff(process);
