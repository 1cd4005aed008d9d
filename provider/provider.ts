import type { CheckFailure, Provider, ReadResult } from "@pulumi/pulumi/provider";
import { BadInputError } from "../domain/model/bad-input";
import { TYPES } from "../domain/carried/gate";
import { isPending } from "../domain/pending";
import { constructHierarchy } from "./construct";
import { inspectFunctions } from "./inspect";
import { Refusal, type ResourceKind, type Surroundings } from "./resource-kind";
import { sp2Readiness } from "./sp2-readiness";
import { sp2Upgrade } from "./sp2-upgrade";
import { fromWire, redacted, type Properties } from "../domain/carried/wire";

/** The resources of the plugin, by the only type tokens that it answers to. */
const KINDS: Readonly<Record<string, ResourceKind>> = {
  [TYPES.gate]: sp2Readiness,
  [TYPES.upgrade]: sp2Upgrade,
};

/** The plugin `sms`: what the engine asks of it, passed on to the resource that is meant. */
export function smsProvider(world: Surroundings): Provider {
  const seen = new Map<string, string>();
  return {
    invoke: inspectFunctions(world),
    construct: constructHierarchy(world),

    check: async (urn: string, olds: Properties | undefined, news: Properties) => {
      const kind = kindOf(urn);
      if (kind === undefined) return { inputs: redacted(news) as Properties, failures: [unknownType(urn)] };
      const failures = kind.check(olds ?? {}, news);
      // The engine shows policies what is returned here, also beside failures, and they show what they find in it.
      if (failures.length > 0) return { inputs: redacted(news) as Properties, failures };
      const notice = olds === undefined ? undefined : kind.notice?.(olds, news);
      if (notice !== undefined) await world.warn(notice, urn);
      const isKnown = [news["hierarchy"], news["site"]].every((value) => !isPending(fromWire(value)));
      return { inputs: news, failures: isKnown ? doubles(seen, kind.idOf(news), urn) : [] };
    },

    diff: async (_id: string, urn: string, olds: Properties, news: Properties) => ({
      changes: known(urn).hasChanges(olds, news, world),
    }),

    create: async (urn: string, inputs: Properties) => {
      const kind = known(urn);
      return { outs: applied(kind, inputs, world), id: kind.idOf(inputs) };
    },

    update: async (_id: string, urn: string, _olds: Properties, news: Properties) => ({
      outs: applied(known(urn), news, world),
    }),

    read: async (id: string, urn: string, state: Properties = {}): Promise<ReadResult> => {
      // Inputs are left out: after an update of the digest alone they are newer in the state than what is read here.
      if (Object.keys(state).length > 0) return { id, props: state };
      throw new Refusal(known(urn).noRead);
    },

    delete: async (_id: string, urn: string, state: Properties) => {
      const farewell = known(urn).farewell?.(state);
      if (farewell !== undefined) await world.warn(farewell, urn);
    },
  };
}

/**
 * The type token of a URN, without those of the parents; empty for one that is not well-formed. The engine takes any type
 * with two colons, so that `sms:x$sms:index:Sp2Upgrade` and `sms:index:Sp2Upgrade::x` look like an upgrade here and like
 * something else to policies.
 */
function typeOf(urn: string): string {
  const [, , qualified = "", ...names] = urn.split("::");
  const types = qualified.split("$");
  const isWellFormed = names.length === 1 && types.every((type) => TOKEN.test(type) && isPossible(type));
  return isWellFormed ? (types.at(-1) ?? "") : "";
}

const TOKEN = /^[^:$]+:[^:$]*:[^:$]+$/;

/** Whether there can be a resource of a type: the types of this package are listed. */
function isPossible(type: string): boolean {
  return !type.startsWith("sms:") || (Object.values(TYPES) as string[]).includes(type);
}

function kindOf(urn: string): ResourceKind | undefined {
  const type = typeOf(urn);
  return Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
}

function known(urn: string): ResourceKind {
  const kind = kindOf(urn);
  if (kind === undefined) throw new Refusal(unknownType(urn).reason);
  return kind;
}

function unknownType(urn: string): CheckFailure {
  const types = Object.keys(KINDS).join(" and ");
  const type = urn.split("::").slice(2, -1).join("::");
  return { property: "", reason: `unknown resource type ${type}; the plugin sms has ${types}` };
}

/** A second resource of one identity in a run: two gates of one hierarchy, or two upgrades of one site. */
function doubles(seen: Map<string, string>, id: string, urn: string): CheckFailure[] {
  const first = seen.get(`${typeOf(urn)} ${id}`) ?? urn;
  seen.set(`${typeOf(urn)} ${id}`, first);
  return first === urn
    ? []
    : [{ property: "hierarchy", reason: `found a second one of ${id}, expected only ${first}` }];
}

/** Bad input is a refusal too: the check before a step names it, unless something changed the inputs after it. */
function applied(kind: ResourceKind, inputs: Properties, world: Surroundings): Properties {
  try {
    return kind.apply(inputs, world);
  } catch (error) {
    if (error instanceof BadInputError) throw new Refusal(error.message);
    throw error;
  }
}
