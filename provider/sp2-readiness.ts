import type { CheckFailure } from "@pulumi/pulumi/provider";
import { SP2_BUILD } from "../domain/builds";
import { BadInputError, type InputIssue } from "../domain/model/bad-input";
import { canonicalJson } from "../domain/carried/canonical";
import { carriedGate, formatClearance, GATE_KEYS, unpackGate, type CarriedGate } from "../domain/carried/gate";
import { isMembers } from "../domain/model/plain-data";
import { isPending } from "../domain/pending";
import { judge } from "../rules/judge/judge";
import { asList } from "../rules/wording";
import { asFailures } from "./inputs";
import { refusalText } from "./refusal-text";
import { Refusal } from "./refusal";
import { wrappedFailures, type ResourceKind, type Work } from "./resource-kind";
import { fromWire, withoutSecrets, type Properties } from "../domain/carried/wire";

/**
 * The gate of a hierarchy. It is created, and stays unchanged, only while its facts are ready; so an
 * update without any policy pack is refused as well.
 */
export const sp2Readiness: ResourceKind = {
  check: (_olds, news) => {
    const wrapped = wrappedFailures(Object.fromEntries(GATE_KEYS.map((key) => [key, news[key]])));
    return wrapped.length > 0 ? wrapped : badInput(news);
  },

  notice: (olds, news) => {
    const dropped = droppedSites(olds, news);
    return dropped.length === 0
      ? undefined
      : `${asList(dropped, 20)}: below SP2 when this gate was last applied, and no longer declared. Q261931 is about every site of the hierarchy: if a site still runs, declare it again, because nothing checks it now.`;
  },

  // A judgement depends on the day: a waiver may have run out since the last update.
  diff: (outputs, news, work) => {
    try {
      return { changes: canonicalJson(applied(news, work)) !== canonicalJson(withoutSecrets(outputs)) };
    } catch (error) {
      if (error instanceof Refusal || error instanceof BadInputError) return { changes: true };
      throw error;
    }
  },

  identity: ["hierarchy"],
  single: ({ hierarchy }) => `gate of ${String(hierarchy)}`,

  create: async (inputs, work) => applied(inputs, work),
  update: async (inputs, _outputs, work) => applied(inputs, work),

  noImport:
    "A gate checks what the program declares: there is nothing to import, and nothing to read by an id. Declare the hierarchy without the options import and id.",
};

/** @throws Refusal if the facts are not ready. */
function applied(inputs: Properties, { today }: Pick<Work, "today">): Properties {
  const { digest, read } = gateIn(inputs);
  const { facts, settings, levels } = read();
  const judgement = judge(facts, { settings, levels, today: today() });
  if (judgement.verdict !== "ready") throw new Refusal(refusalText(judgement, settings));
  if (isPending(digest)) throw new Refusal(`The facts of hierarchy ${facts.hierarchy} are not all known yet.`);
  const { hierarchy, verdict, validThrough } = judgement;
  return { hierarchy, verdict, blockers: [], digest, clearance: formatClearance({ digest, hierarchy, validThrough }) };
}

/** Sites that the gate had below SP2 and has no longer; none if that cannot be read. */
function droppedSites(olds: Properties, news: Properties): string[] {
  const [before, now] = [olds, news].map((inputs) => unpackGate(fromWire(inputs) as Properties)["sites"]);
  if (!isMembers(before) || !isMembers(now)) return [];
  return Object.entries(before)
    .filter(([code, site]) => isMembers(site) && site["build"] !== SP2_BUILD && !Object.hasOwn(now, code))
    .map(([code]) => code)
    .sort();
}

function gateIn(properties: Properties): CarriedGate {
  return carriedGate(fromWire(properties) as Properties);
}

function badInput(news: Properties): CheckFailure[] {
  const gate = gateIn(news);
  try {
    gate.read();
    return [];
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    return isShapeUnknown(gate, error.issues) ? [] : asFailures(error.issues);
  }
}

/**
 * Whether something that has to be known is not known yet, in a preview. What else seems wrong then may only follow
 * from that, and the check before the update sees it all.
 */
function isShapeUnknown({ digest }: CarriedGate, issues: readonly InputIssue[]): boolean {
  return isPending(digest) && issues.some((issue) => issue.isPending);
}
