import * as z from "zod";
import { BUILDS, SP1_BUILD, SP2_BUILD } from "../builds";
import { HOTFIX_IDS, PLATFORMS } from "../hotfixes";
import { inputIssue, type InputIssue } from "../model/bad-input";
import { didYouMean } from "../model/did-you-mean";
import { membersOf, valueAt, type Members } from "../model/plain-data";
import { NETBIOS_NAME, SITE_CODE } from "../names";
import { isPending } from "../pending";

const code = z.string("a site code").regex(SITE_CODE, "a site code");
const server = z.string("the name of a server").regex(NETBIOS_NAME, "the name of a server");
const domain = z.string("the name of a domain").regex(NETBIOS_NAME, "the name of a domain");
const yesOrNo = z.boolean("true or false");
const time = z.iso.datetime({ offset: true, error: "a time with its zone, as 2000-06-20T14:30:00Z" });
const build = z.literal(BUILDS, `one of ${BUILDS.join(", ")}`).describe("Build of SMS 2.0.");
const platform = z.enum(PLATFORMS, `one of ${PLATFORMS.join(", ")}`);
const timeout = z.number("a number of seconds").min(0, "a number of seconds, 0 or more").optional();
const participants = <Facts extends z.ZodRawShape>(facts: Facts) =>
  z.record(code, z.object(facts), "the sites that take part in the domain");

/** What each resource that reads servers is sent for that, by its name. */
export const RESOURCE_INPUTS = {
  hotfixInstallation: z.object({
    code: code.describe("Site code: the files are read in the share SMS_<code>."),
    server: server.describe("Name of the site server."),
    hotfix: z
      .enum(HOTFIX_IDS, `one of ${HOTFIX_IDS.join(", ")}`)
      .describe(`Article of the hotfix: ${HOTFIX_IDS.join(", ")}.`),
    platform: platform.default("i386").describe("Processor of the server, i386 (default) or alpha."),
    timeout: timeout.describe("Seconds to wait until the hotfix is there. Default: no waiting."),
  }),
  seniorSite: z.object({
    domain: domain.describe("Name of the Windows NT domain."),
    pdc: server.describe("Its primary domain controller."),
    site: code.describe("Code of the Senior Site, in upper case."),
    participants: participants({
      build,
      takesPart: yesOrNo.describe("The site manages logon points in the domain."),
    })
      .optional()
      .describe("The sites that take part in the domain, by code."),
    replace: yesOrNo.optional().describe("Replace a Senior.lst that names another site. Default false."),
  }),
  copylogUpdate: z.object({
    domain: domain.describe("Name of the Windows NT domain."),
    pdc: server.describe("Its primary domain controller."),
    bdcs: z.array(server, "a list of servers").default([]).describe("Its backup domain controllers."),
    participants: participants({
      build,
      logonInstallation: yesOrNo.optional().describe("Windows Networking Logon Client Installation is enabled."),
      logonDiscovery: yesOrNo.optional().describe("Windows Networking Logon Client Discovery is enabled."),
      copylogFixInstalled: time.optional().describe("When the site got its Copylog hotfix."),
    }).describe("The sites that take part in the domain, by code."),
    since: time
      .optional()
      .describe("A time that Copylog.tcf has to be younger than. Default: the last copylogFixInstalled."),
    seniorSite: code.optional().describe("The site that Senior.lst has to name as long as the resource waits."),
    timeout: timeout.describe("Seconds to wait. Default 90000, which is 25 hours."),
  }),
  sp2Upgrade: z.object({
    waitFor: z
      .literal("server", "server, or nothing")
      .optional()
      .describe("server: the upgrade is through only when the site server shows build 1493."),
    server: server.optional().describe("Name of the site server, for waitFor."),
    platform: platform.default("i386").describe("Processor of the server, i386 (default) or alpha, for waitFor."),
    timeout: timeout.describe("Seconds to wait, for waitFor. Default 14400, which is 4 hours."),
  }),
} as const;

/** A resource that reads servers. */
export type ServerResource = keyof typeof RESOURCE_INPUTS;

/** The inputs of such a resource, all known. */
export type ResourceInputs<Resource extends ServerResource> = z.output<(typeof RESOURCE_INPUTS)[Resource]>;

/**
 * What is wrong with the inputs of a resource as far as they are known. Nothing is said of a value in which something is not
 * known yet.
 *
 * @param isStrict whether keys that are not the resource's are mistakes: another policy pack may add some.
 */
export function resourceIssues(resource: ServerResource, inputs: Members, isStrict = false): InputIssue[] {
  const shape: Readonly<Record<string, z.ZodType>> = RESOURCE_INPUTS[resource].shape;
  const keys = Object.keys(shape);
  const unknown = isStrict ? Object.keys(inputs).filter((key) => !keys.includes(key)) : [];
  return [
    ...unknown.map((key) => inputIssue([key], inputs[key], `one of ${keys.join(", ")}${didYouMean(key, keys)}`)),
    ...keys.flatMap((key) => issuesAt(key, inputs[key] ?? undefined, shape[key])),
    ...CONDITIONS[resource](inputs),
  ];
}

function issuesAt(key: string, value: unknown, schema: z.ZodType | undefined): InputIssue[] {
  if (schema === undefined || isOpen(value)) return [];
  const { error } = schema.safeParse(value);
  return (error?.issues ?? []).map(({ path, message }) => {
    const at = [key, ...path.map((part) => (typeof part === "number" ? part : String(part)))];
    return inputIssue(at, valueAt(value, at.slice(1)), message);
  });
}

/** Whether something in a value is not known yet. */
export function isOpen(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return isPending(value);
  return Object.values(value).some(isOpen);
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
    const { build: own } = membersOf(membersOf(all)[String(site)]);
    const isRelease = typeof own === "number" && own < SP1_BUILD;
    return [
      ...strangers.map(([one]) =>
        inputIssue(["participants", one], one, `a site that takes part in domain ${String(name)} by a logon method`),
      ),
      ...(isRelease
        ? [
            inputIssue(
              ["site"],
              `${String(site)} at build ${own}`,
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
