import * as z from "../zod";
import { SP1_BUILD, SP2_BUILD } from "../builds";
import { inputIssue, issuesOf, type InputIssue } from "../model/bad-input";
import { below } from "../model/contradictions";
import { didYouMean } from "../model/did-you-mean";
import { malformedIn } from "../model/facts";
import * as form from "../model/forms";
import { membersOf, spelled, type Members } from "../model/plain-data";
import { holdsPending, isPending } from "../pending";
import { upgradeSchema } from "./gate";

const domain = form.domainName.describe("Name of the Windows NT domain.");
const server = form.serverName.describe("Name of the site server.");
const timeout = z.number("a number of seconds").min(0, "a number of seconds, 0 or more").optional();
const participants = <Facts extends z.ZodRawShape>(facts: Facts) =>
  z
    .record(form.siteCode, z.object(facts), "the sites that take part in the domain")
    .describe("The sites that take part in the domain, by code.");
const declared = z.record(z.string(), z.unknown()).optional().describe("Facts to compare with what is found.");

/** What each resource that can read servers is sent, by its name. */
export const RESOURCE_INPUTS = {
  hotfixInstallation: z.object({
    code: form.siteCode.describe("Site code: the files are read in the share SMS_<code>."),
    server,
    hotfix: form.hotfixId.describe("Article of the hotfix."),
    platform: form.platform.default("i386"),
    timeout: timeout.describe("Seconds to wait until the hotfix is there. Default: no waiting."),
  }),
  seniorSite: z.object({
    domain,
    pdc: form.pdc,
    site: form.siteCode.describe("Code of the Senior Site, in upper case."),
    participants: participants({
      build: form.build,
      takesPart: form.yesOrNo.describe("The site manages logon points in the domain."),
    }).optional(),
    replace: form.yesOrNo.optional().describe("Replace a Senior.lst that names another site. Default false."),
  }),
  copylogUpdate: z.object({
    domain,
    pdc: form.pdc,
    bdcs: form.bdcs.default([]),
    participants: participants({
      build: form.build,
      logonInstallation: form.logonInstallation.optional(),
      logonDiscovery: form.logonDiscovery.optional(),
      copylogFixInstalled: form.copylogFixInstalled.optional(),
    }),
    since: form.time
      .optional()
      .describe("A time that Copylog.tcf has to be younger than. Default: the last copylogFixInstalled."),
    seniorSite: form.siteCode
      .optional()
      .describe("The site that Senior.lst has to name as long as the resource waits."),
    timeout: timeout.describe("Seconds to wait. Default 90000, which is 25 hours."),
  }),
  sp2Upgrade: upgradeSchema.extend({
    waitFor: z
      .literal("server", "server, or nothing")
      .optional()
      .describe("server: the upgrade is through only when the site server shows build 1493."),
    server: server.optional(),
    platform: form.platform.default("i386"),
    timeout: timeout.describe("Seconds to wait, for waitFor. Default 14400, which is 4 hours."),
  }),
} as const;

/** What the functions that read servers are given. */
export const FUNCTION_INPUTS = {
  inspectSite: z.object({
    code: form.siteCode.describe("Site code."),
    server,
    platform: form.platform.optional(),
    declared,
  }),
  inspectDomain: z.object({
    domain,
    pdc: form.pdc,
    bdcs: form.bdcs.optional(),
    copylogFixInstalled: z
      .array(form.time, "a list of times")
      .optional()
      .describe("When each site of the domain got its Copylog hotfix."),
    declared,
  }),
} as const;

/** A resource that can read servers. */
export type ServerResource = keyof typeof RESOURCE_INPUTS;

/** The inputs of such a resource, all known. */
export type ResourceInputs<Resource extends ServerResource> = z.output<(typeof RESOURCE_INPUTS)[Resource]>;

/**
 * What is wrong with the inputs of a resource as far as they are known.
 *
 * @param isStrict whether keys that are not the resource's are mistakes: another policy pack may add some.
 */
export function resourceIssues(resource: ServerResource, inputs: Members, isStrict = false): InputIssue[] {
  return [...inputIssues(RESOURCE_INPUTS[resource], inputs, isStrict), ...CONDITIONS[resource](inputs)];
}

/** The same for any inputs. Nothing is said of a value in which something is not known yet. */
export function inputIssues(schema: z.ZodObject, inputs: Members, isStrict = true): InputIssue[] {
  const keys = Object.keys(schema.shape);
  const unknown = isStrict ? Object.keys(inputs).filter((key) => !keys.includes(key)) : [];
  return [
    ...unknown.map((key) => inputIssue([key], inputs[key], `one of ${keys.join(", ")}${didYouMean(key, keys)}`)),
    ...keys.flatMap((key) => issuesAt(key, inputs[key] ?? undefined, schema)),
  ];
}

function issuesAt(key: string, value: unknown, { shape }: z.ZodObject): InputIssue[] {
  if (holdsPending(value)) return [];
  return issuesOf([malformedIn((shape[key] as z.ZodType).safeParse(value), value).map((fault) => below([key], fault))]);
}

/** What has to hold between the inputs of a resource. */
const CONDITIONS: Readonly<Record<ServerResource, (inputs: Members) => InputIssue[]>> = {
  hotfixInstallation: () => [],
  sp2Upgrade: ({ waitFor, server: name }) =>
    waitFor === "server" && (name ?? undefined) === undefined
      ? [inputIssue(["server"], undefined, "the name of the site server, which waitFor reads")]
      : [],
  seniorSite: ({ domain: name, site, participants: all }) => {
    const strangers = Object.entries(membersOf(all)).filter(([, facts]) => membersOf(facts)["takesPart"] === false);
    const { build: own } = membersOf(membersOf(all)[spelled(site)]);
    const isRelease = typeof own === "number" && own < SP1_BUILD;
    return [
      ...strangers.map(([one]) =>
        inputIssue(["participants", one], one, `a site that takes part in domain ${spelled(name)} by a logon method`),
      ),
      ...(isRelease
        ? [
            inputIssue(
              ["site"],
              `${spelled(site)} at build ${own}`,
              "a site at SP1 or later: release sites do not honour Senior.lst (Q235726)",
            ),
          ]
        : []),
      ...(typeof site === "string" && site !== site.toUpperCase()
        ? [inputIssue(["site"], site, "a code in upper case: Senior.lst takes no other (Q235726)")]
        : []),
    ];
  },
  copylogUpdate: ({ since, participants: all }) => {
    if (since !== undefined && since !== null) return [];
    const lacking = Object.entries(membersOf(all)).filter(([, facts]) => {
      const { build: own, copylogFixInstalled } = membersOf(facts);
      return own !== SP2_BUILD && !isPending(own) && (copylogFixInstalled ?? undefined) === undefined;
    });
    if (lacking.length === 0) return [];
    const codes = lacking.map(([one]) => one).join(", ");
    return [
      inputIssue(
        ["since"],
        undefined,
        `a time with its zone: copylogFixInstalled is not declared for ${codes}, so nothing says how old Copylog.tcf may be`,
      ),
    ];
  },
};
