import { SP2_BUILD } from "../domain/builds";
import type { ResourceInputs } from "../domain/carried/resources";
import { fromWire, type Properties } from "../domain/carried/wire";
import { groupBy } from "../domain/groups";
import type { HierarchyInput } from "../domain/model/document";
import { summariseCopylog, toFacts } from "../domain/model/facts";
import { foldName } from "../domain/names";
import { holdsPending, isPending } from "../domain/pending";
import { seniorSiteCode } from "../domain/text/senior-list";
import { contextOf } from "../rules/judge/context";
import { findCopylogGap, strangersIn } from "../rules/logon-point";
import { asList } from "../rules/wording";
import { domainEvidence } from "./domain-evidence";
import { changedIn, failuresIn, inputsIn } from "./inputs";
import { Refusal } from "./refusal";
import type { ResourceKind, Work } from "./resource-kind";
import { afterWait, waitFor, type Look } from "./wait";

type Inputs = ResourceInputs<"copylogUpdate">;

/** Copylog.tcf is updated and sound on every logon point of a domain (Q249077, Q264976). It is read, never written. */
export const copylogUpdate: ResourceKind = {
  check: (_olds, news) => failuresIn("copylogUpdate", news),

  diff: (outputs, news) => {
    const replaces = changedIn(["domain"], outputs, news);
    const isOther = changedIn(["pdc", "bdcs", "seniorSite"], outputs, news).length > 0;
    return {
      changes: replaces.length > 0 || isOther || outputs["isUpdated"] !== true || asksMore(outputs, news),
      replaces,
    };
  },

  identity: ["domain"],
  single: ({ domain }) => `Copylog.tcf of ${foldName(String(domain))}`,

  create: async (inputs, work) => awaited(inputsIn("copylogUpdate", inputs), work),
  update: async (inputs, _outputs, work) => awaited(inputsIn("copylogUpdate", inputs), work),

  read: async (id, outputs, work) => {
    const inputs = inputsIn("copylogUpdate", outputs ?? {});
    const before = outputs?.["logonPoints"] as Found["logonPoints"] | undefined;
    const { found, open, isFinal } = await looking(inputs, before)(work);
    if (isFinal === true) throw new Refusal(notUpdated(inputs, open));
    return { id, props: outputsOf(inputs, found, open.length === 0) };
  },

  noImport:
    "Copylog.tcf is awaited, not made: there is nothing to import, and nothing to read by an id. Declare the resource without the options import and id.",
};

/** Whether files that passed for the old inputs may not pass for the new ones, or those are not known yet. */
function asksMore(outputs: Properties, news: Properties): boolean {
  if (holdsPending(fromWire(news))) return true;
  const [before, now] = [inputsIn("copylogUpdate", outputs), inputsIn("copylogUpdate", news)];
  return sinceOf(now) > sinceOf(before) || membersKey(before) !== membersKey(now);
}

function membersKey({ participants }: Inputs): string {
  return Object.entries(participants)
    .map(([code, { logonInstallation = true }]) => `${code} ${String(logonInstallation)}`)
    .sort()
    .join(", ");
}

/** Milliseconds since 1970, before which no file is new enough. */
function sinceOf({ since, participants }: Inputs): number {
  const times = since === undefined ? Object.values(participants).map((site) => site.copylogFixInstalled) : [since];
  return Math.max(0, ...times.map((one) => (one === undefined ? 0 : Date.parse(one))));
}

async function awaited(inputs: Inputs, work: Work): Promise<Properties> {
  const look = looking(inputs);
  const { found, open } = await waitFor(() => look(work), inputs.timeout ?? DAY_AND_MORE, work);
  if (open.length > 0) throw new Refusal(notUpdated(inputs, open, afterWait(inputs.timeout ?? DAY_AND_MORE)));
  return outputsOf(inputs, found, true);
}

/** Seconds: the Logon Server Manager runs once a day (Q262942), and needs some time. */
const DAY_AND_MORE = 25 * 3600;

function notUpdated({ domain }: Inputs, open: readonly string[], when = ""): string {
  return [
    `Copylog.tcf is not updated on every logon point of domain ${domain}${when}:`,
    ...open.map((one) => `  - ${one}`),
    `  Force a cycle of the Logon Server Manager at the Senior Site, see \`pulumi-sms explain copylog-not-updated\`, and update again (Q249077, Q264976).`,
  ].join("\n");
}

type Found = Awaited<ReturnType<typeof domainEvidence>>["found"];

/**
 * Looks at all controllers of a domain, and remembers which of them were logon points: a share SMSLOGON that is away for a moment
 * does not make a controller none, nor does the first look that does not see one.
 */
function looking(inputs: Inputs, before: Found["logonPoints"] = {}): (work: Work) => Promise<Look<Found>> {
  const { domain, pdc, bdcs, seniorSite } = inputs;
  const document = documentOf(inputs);
  const withShare = new Set<string>();
  const without = new Set(Object.keys(before).filter((server) => "logonPoint" in (before[server] ?? {})));
  return async ({ servers, signal, today }) => {
    const { found, inspection, notes } = await domainEvidence(document, domain, servers(), signal);
    const logonPoints = needsAge(inputs) ? found.logonPoints : withoutAge(found.logonPoints);
    const read = { ...document, domains: { [domain]: { pdc, bdcs, ...found, logonPoints } } };
    const gaps = gapsIn(read, today(), notes);
    for (const [server, point] of Object.entries(found.logonPoints)) {
      if ("copylog" in point) withShare.add(server);
      if (!("logonPoint" in point)) continue;
      if (withShare.has(server)) gaps.set(server, "its share SMSLOGON is gone");
      else if (!without.has(server)) gaps.set(server, "it has no share SMSLOGON; looking once more");
      without.add(server);
    }
    const { seniorList } = found;
    const isTaken =
      seniorSite !== undefined && typeof seniorList === "string" && seniorSiteCode(seniorList) !== seniorSite;
    const all = [pdc, ...bdcs].length;
    return {
      found,
      open: [
        ...(isTaken ? [`Senior.lst on ${pdc} names ${JSON.stringify(seniorList)}, not ${seniorSite}`] : []),
        ...(seniorSite !== undefined && seniorList === null ? [`there is no Senior.lst on ${pdc}`] : []),
        ...groupBy([...gaps], ([, reason]) => reason).map((group) => {
          const names = group.map(([server]) => server);
          return `${asList(names, 10)}: ${group[0][1]}`;
        }),
      ],
      progress: `${all - gaps.size} of ${all} logon points of ${domain} are updated`,
      isFinal: isTaken || inspection.isLogonRefused,
    };
  };
}

/** With every site at SP2 there is no hotfix to be younger than: the files only have to be sound. */
function needsAge({ participants, since }: Inputs): boolean {
  return since !== undefined || Object.values(participants).some(({ build }) => build < SP2_BUILD);
}

function withoutAge(points: Found["logonPoints"]): Found["logonPoints"] {
  const entries = Object.entries(points).map(([server, point]) =>
    "copylog" in point ? [server, { ...point, updatedSinceFix: true }] : [server, point],
  );
  return Object.fromEntries(entries) as Found["logonPoints"];
}

/** A hierarchy of the sites that take part in the domain: which of them is above which does not matter here. */
function documentOf({ domain, pdc, bdcs, participants, since }: Inputs): HierarchyInput {
  const [first] = Object.keys(participants);
  const sites = Object.entries(participants).map(([code, { copylogFixInstalled, ...facts }]) => {
    const installed = facts.build === SP2_BUILD ? undefined : (since ?? copylogFixInstalled);
    const place = code === first ? { type: "central" } : { type: "primary", parent: first };
    return [
      code,
      { ...facts, ...place, domains: [domain], ...(installed === undefined ? {} : { copylogFixInstalled: installed }) },
    ];
  });
  return {
    hierarchy: domain,
    domains: { [domain]: { pdc, bdcs } },
    sites: Object.fromEntries(sites),
  } as HierarchyInput;
}

/** Why Copylog.tcf of a controller is not updated and sound, by server, as the rules see it. */
function gapsIn(document: HierarchyInput, today: string, notes: readonly string[]): Map<string, string> {
  const settings = { reading: "every-site", minimumEvidence: "attested" } as const;
  const { domains } = contextOf(toFacts(document), settings, today);
  return new Map(
    domains.flatMap((domain) =>
      domain.controllers.flatMap((controller): [string, string][] => {
        const { server, point } = controller;
        const gap = findCopylogGap(domain, controller);
        const notRead = isPending(point) ? undefined : point?.notRead;
        const note = notes.find((one) => one.startsWith(`${server}: `))?.slice(server.length + 2);
        if (gap !== undefined) return [[server, typeof notRead === "string" ? notRead : (note ?? gap.found)]];
        const strangers = strangersIn(domain, controller, "owners");
        if (strangers.length === 0) return [];
        return [[server, `shared lines belong to ${asList(strangers, 5)}, which takes no part in ${domain.name}`]];
      }),
    ),
  );
}

/** What was found, in the form in which a domain declares it. */
function outputsOf(
  { timeout: _, ...inputs }: Inputs,
  { seniorList, logonPoints }: Found,
  isUpdated: boolean,
): Properties {
  const points = Object.entries(logonPoints).map(([server, point]) => {
    const { copylog } = point as { copylog?: { text: string } };
    if (copylog === undefined) return [server, point];
    return [server, { ...point, copylog: summariseCopylog(copylog), ...(isUpdated ? { updatedSinceFix: true } : {}) }];
  });
  return {
    ...inputs,
    logonPoints: Object.fromEntries(points) as Properties,
    ...(seniorList === undefined ? {} : { seniorList }),
    isUpdated,
  };
}
