import type { CheckFailure } from "@pulumi/pulumi/provider";
import { parseClearance, type UpgradeInputs } from "../domain/carried/gate";
import { SP2_BUILD } from "../domain/builds";
import { unique } from "../domain/groups";
import { isPending } from "../domain/pending";
import { siteEvidence, siteWishes, type SiteToRead } from "../evidence/site";
import { failuresIn, inputsIn } from "./inputs";
import { Refusal } from "./refusal";
import type { ResourceKind, Work } from "./resource-kind";
import { afterWait, waitFor, type Look } from "./wait";
import { fromWire, withoutSecrets, type Properties } from "../domain/carried/wire";

/**
 * The upgrade of one site. It is created under a clearance that the gate of its hierarchy gave for the very facts that
 * the program declares now, and no later than the clearance says. It runs no setup program; with `waitFor` it lasts until the
 * site server shows SP2.
 */
export const sp2Upgrade: ResourceKind = {
  check: (olds, news) => {
    const own = ownInputs(news);
    const failures = failuresIn("sp2Upgrade", own);
    return failures.length > 0 ? failures : moved(olds, own);
  },

  // New facts are the gate's affair: an upgrade that was let through stays as it is.
  diff: (outputs, news) => {
    const [failure] = moved(withoutSecrets(outputs), ownInputs(news));
    if (failure !== undefined) throw new Refusal(`${failure.property}: ${failure.reason}`);
    const isToWait = news["waitFor"] === "server" && outputs["isFinished"] !== true;
    return { changes: isToWait || !isCleared(withoutSecrets(outputs), ownInputs(news)) };
  },

  identity: ["hierarchy", "site"],
  single: ({ hierarchy, site }) => `upgrade of ${String(site)} of ${String(hierarchy)}`,

  create: (inputs, work) => finished(inputs, work),
  update: (inputs, _outputs, work) => finished(inputs, work),

  delete: ({ site }, { warn }) =>
    warn(`SP2 cannot be taken back: site ${String(site)} stays as it is, only this record of its upgrade is gone.`),

  noImport:
    "An upgrade records a clearance: there is nothing to import, and nothing to read by an id. Declare the site with build 1493 and the upgrade without the options import and id; it is created without any work on the server.",
};

/** The clearance, and what the site server shows if that is asked for. */
async function finished(inputs: Properties, work: Work): Promise<Properties> {
  const own = ownInputs(inputs);
  const outputs = applied(own, work);
  const { waitFor: what, server, platform, timeout = FOUR_HOURS } = inputsIn("sp2Upgrade", own);
  if (what === undefined || server === undefined) return outputs;
  const site = String(outputs["site"]);
  const place = { code: site, server, platform };
  await work.tell(`Site ${site} is cleared for SP2. Run the setup of SP2 on ${server} now.`);
  const { open } = await waitFor(() => lookForSp2(place, work), timeout, work);
  if (open.length === 0) return { ...outputs, isFinished: true };
  throw new Refusal(
    [
      `Site ${site} is cleared for SP2, but ${server} does not show it${afterWait(timeout)}:`,
      ...open.map((one) => `  - ${one}`),
      "  No upgrade that waits for this one has begun. Finish the setup there, and update again.",
    ].join("\n"),
  );
}

const FOUR_HOURS = 4 * 3600;

async function lookForSp2(place: SiteToRead, { servers, signal }: Work): Promise<Look<undefined>> {
  const answers = await servers().shares.readServer(place.server, siteWishes(place), signal);
  const { facts, notes } = siteEvidence(place, answers, undefined, undefined);
  const isDone = facts.build === SP2_BUILD;
  const shown = facts.build === undefined ? unique(notes) : [`${place.server} shows build ${String(facts.build)}`];
  return {
    found: undefined,
    open: isDone ? [] : shown,
    progress: `waiting for build ${SP2_BUILD} on ${place.server}`,
    isFinal: answers.some(({ kind }) => kind === "logon"),
  };
}

/** @throws Refusal if the clearance does not clear the site. */
function applied(own: Properties, work: Pick<Work, "today">): Properties {
  const [failure] = failuresIn("sp2Upgrade", own);
  if (failure !== undefined) throw new Refusal(`${failure.property}: ${failure.reason}`);
  const { hierarchy, site, clearance, factsDigest } = own as unknown as UpgradeInputs;
  const reason = whyNot({ hierarchy, site, clearance, factsDigest }, work);
  if (reason !== undefined)
    throw new Refusal(`Site ${site} of hierarchy ${hierarchy} is not cleared for SP2: ${reason}`);
  return { hierarchy, site, cleared: true, clearedUnder: clearance };
}

/**
 * Inputs of an upgrade. The clearance is no secret, but a program may have marked the outputs of its gate as such. Any
 * other secret in its place stays one.
 */
function ownInputs(news: Properties): Properties {
  const { clearance } = withoutSecrets(news);
  const known = fromWire(clearance);
  const isOne = isPending(known) || (typeof known === "string" && parseClearance(known) !== undefined);
  return isOne ? { ...news, clearance } : news;
}

/** Whether a resource is this very upgrade, let through before: an alias can adopt another resource. */
function isCleared({ hierarchy, site, cleared, clearedUnder }: Properties, news: Properties): boolean {
  const under = typeof clearedUnder === "string" ? parseClearance(clearedUnder) : undefined;
  return cleared === true && hierarchy === news["hierarchy"] && site === news["site"] && under?.hierarchy === hierarchy;
}

const WAY_OUT = {
  hierarchy:
    "Name the hierarchy as before, with `hierarchy` in its arguments or in its file; the resource may be called otherwise. To rename it, first take its sites out of `upgrades` and update",
  site: "Declare another Sp2Upgrade",
};

/** An upgrade is of one site for good: that of another is another resource. */
function moved(before: Properties, news: Properties): CheckFailure[] {
  return (["hierarchy", "site"] as const).flatMap((key) => {
    const [was, is] = [before[key], fromWire(news[key])];
    if (was === undefined || is === undefined || was === is) return [];
    const found = isPending(is) ? "a value that is not known yet" : JSON.stringify(is);
    const expected = `${JSON.stringify(was)} as before: the ${key} of an upgrade cannot change. ${WAY_OUT[key]}`;
    return [{ property: key, reason: `found ${found}, expected ${expected}` }];
  });
}

/** Why a clearance does not clear a site today, with the way out; undefined if it does. */
function whyNot(
  { hierarchy, clearance, factsDigest }: UpgradeInputs,
  { today }: Pick<Work, "today">,
): string | undefined {
  const cleared = parseClearance(clearance);
  if (cleared === undefined || isPending(fromWire(factsDigest)))
    return "it has no clearance of a gate for known facts.";
  if (cleared.hierarchy !== hierarchy) {
    return `its clearance is of hierarchy ${cleared.hierarchy}. Use the gate of ${hierarchy}.`;
  }
  const [judgedScheme, declaredScheme] = [cleared.digest, factsDigest].map((digest) => digest.split(":", 1)[0]);
  if (judgedScheme !== declaredScheme) {
    return `the gate writes digests of scheme ${judgedScheme} and the program of scheme ${declaredScheme}. Use the same version of pulumi-sms for both.`;
  }
  if (cleared.digest !== factsDigest) {
    return "the facts that the program declares now are not those that the gate checked. Update the gate as well: without --target, or with the gate among the targets.";
  }
  if (cleared.validThrough !== undefined && cleared.validThrough < today()) {
    return `its clearance expired after ${cleared.validThrough}, the last day of a waiver. Update the gate as well: it is checked again without that waiver.`;
  }
  return undefined;
}
