import type { InvokeResult } from "@pulumi/pulumi/provider";
import type * as z from "zod";
import { FUNCTION_INPUTS, inputIssues } from "../domain/carried/resources";
import type { Properties } from "../domain/carried/wire";
import type { HierarchyInput } from "../domain/model/document";
import { changesOf } from "../evidence/changes";
import { inspect, type Inspection } from "../evidence/inspect";
import { domainEvidence, notReadOf } from "./domain-evidence";
import { asFailures, parsed } from "./inputs";
import { Refusal, refusing } from "./refusal";
import type { Surroundings } from "./resource-kind";

/** Tokens of the functions. */
export const FUNCTIONS = { inspectSite: "sms:index:inspectSite", inspectDomain: "sms:index:inspectDomain" } as const;

type World = Pick<Surroundings, "servers" | "warn">;

type Args<Name extends keyof typeof FUNCTION_INPUTS> = z.output<(typeof FUNCTION_INPUTS)[Name]>;

/** The functions of the plugin: what the servers show, read when the engine asks, in preview too. */
export function inspectFunctions(world: World) {
  return (token: string, args: Properties): Promise<InvokeResult> =>
    refusing(() => {
      const { inspectSite: ofSite, inspectDomain: ofDomain } = FUNCTION_INPUTS;
      if (token === FUNCTIONS.inspectSite) return answer(ofSite, args, (site) => inspectSite(site, world));
      if (token === FUNCTIONS.inspectDomain) return answer(ofDomain, args, (domain) => inspectDomain(domain, world));
      throw new Refusal(`unknown function ${token}; the plugin sms has ${Object.values(FUNCTIONS).join(" and ")}`);
    });
}

async function answer<Schema extends z.ZodObject>(
  schema: Schema,
  args: Properties,
  run: (args: z.output<Schema>) => Promise<object>,
): Promise<InvokeResult> {
  const failures = asFailures(inputIssues(schema, args));
  return failures.length > 0 ? { failures, outputs: {} } : { outputs: await run(parsed(schema, args)) };
}

async function inspectSite(
  { code, server: name, platform, declared: facts = {} }: Args<"inspectSite">,
  { servers, warn }: World,
): Promise<object> {
  const site = {
    type: "central",
    domains: [],
    ...facts,
    server: name,
    ...(platform === undefined ? {} : { platform }),
  };
  const document = { hierarchy: "", sites: { [code]: site } } as unknown as HierarchyInput;
  const inspection = await inspect(document, servers().access, servers());
  const evidence = inspection.sites.get(code);
  const reason = notReadOf(inspection, name, evidence?.notes ?? []);
  return {
    ...evidence?.facts,
    ...reason,
    ...(await remarks(document, inspection, evidence?.notes ?? [], `site ${code}`, warn)),
  };
}

async function inspectDomain(
  { domain: name, pdc, bdcs = [], copylogFixInstalled = [], declared: facts = {} }: Args<"inspectDomain">,
  { servers, warn }: World,
): Promise<object> {
  // Sites that stand for the times of installation: Copylog.tcf is not compared with one that is too close.
  const sites = Object.fromEntries(
    copylogFixInstalled.map((time, index) => [
      String(index),
      { domains: [name], build: 1380, copylogFixInstalled: time },
    ]),
  );
  const document = { hierarchy: "", sites, domains: { [name]: { pdc, bdcs } } } as unknown as HierarchyInput;
  const { found, inspection } = await domainEvidence(document, name, servers());
  const declared = { ...document, domains: { [name]: { ...facts, pdc, bdcs } } } as unknown as HierarchyInput;
  const notes = (inspection.domains.get(name) ?? []).flatMap((one) => one.notes);
  return { ...found, ...(await remarks(declared, inspection, notes, `domain ${name}`, warn)) };
}

/** What differs and what is not known, which is a warning too: nobody looks at what is not declared. */
async function remarks(
  document: HierarchyInput,
  inspection: Inspection,
  own: readonly string[],
  subject: string,
  warn: Surroundings["warn"],
): Promise<{ differences: object[]; notes: string[] }> {
  const { differences, notes } = changesOf(document, inspection);
  const failed = [...inspection.failures].map(([name, reason]) => `${name}: ${reason}`);
  const all = [...(failed.length > 0 ? failed : own), ...notes];
  const lines = [
    ...all.map((note) => `not known: ${note}`),
    ...differences.map(({ fact, declared: stated, found }) => `${fact} is declared as ${stated}, found ${found}`),
  ];
  if (lines.length > 0) await warn([`Evidence of ${subject}:`, ...lines.map((line) => `  ${line}`)].join("\n"));
  return {
    differences: differences.map(({ subject: { kind, name }, ...rest }) => ({ subject: `${kind} ${name}`, ...rest })),
    notes: all,
  };
}
