import type { InvokeResult } from "@pulumi/pulumi/provider";
import { z } from "zod";
import type { HierarchyInput } from "../domain/model/document";
import { PLATFORMS } from "../domain/hotfixes";
import { NETBIOS_NAME, SITE_CODE } from "../domain/names";
import { changesOf } from "../evidence/changes";
import { inspect, type Inspection } from "../evidence/inspect";
import { domainEvidence, notReadOf } from "./domain-evidence";
import { Refusal, refusing } from "./refusal";
import type { Surroundings } from "./resource-kind";

/** Tokens of the functions. */
export const FUNCTIONS = { site: "sms:index:inspectSite", domain: "sms:index:inspectDomain" } as const;

const server = z.string().regex(NETBIOS_NAME, "the name of a server");
const declared = z.record(z.string(), z.unknown()).optional();

const SITE_ARGS = z.strictObject({
  code: z.string().regex(SITE_CODE, "a site code"),
  server,
  platform: z.enum(PLATFORMS).optional(),
  declared,
});

const DOMAIN_ARGS = z.strictObject({
  domain: z.string().regex(NETBIOS_NAME, "the name of a domain"),
  pdc: server,
  bdcs: z.array(server).optional(),
  copylogFixInstalled: z.array(z.iso.datetime({ offset: true })).optional(),
  declared,
});

type World = Pick<Surroundings, "servers" | "warn">;

/** The functions of the plugin: what the servers show, read when the engine asks, in preview too. */
export function inspectFunctions(world: World) {
  return (token: string, args: unknown): Promise<InvokeResult> =>
    refusing(() => {
      if (token === FUNCTIONS.site) return answer(SITE_ARGS, args, (site) => inspectSite(site, world));
      if (token === FUNCTIONS.domain) return answer(DOMAIN_ARGS, args, (domain) => inspectDomain(domain, world));
      throw new Refusal(`unknown function ${token}; the plugin sms has ${Object.values(FUNCTIONS).join(" and ")}`);
    });
}

async function answer<T>(
  schema: z.ZodType<T>,
  args: unknown,
  run: (args: T) => Promise<object>,
): Promise<InvokeResult> {
  const read = schema.safeParse(args);
  if (read.success) return { outputs: await run(read.data) };
  const failures = read.error.issues.map(({ path, message }) => ({
    property: path.map(String).join("."),
    reason: message,
  }));
  return { failures, outputs: {} };
}

async function inspectSite(
  { code, server: name, platform, declared: facts = {} }: z.output<typeof SITE_ARGS>,
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
  { domain: name, pdc, bdcs = [], copylogFixInstalled = [], declared: facts = {} }: z.output<typeof DOMAIN_ARGS>,
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
