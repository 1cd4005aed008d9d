import type { CheckFailure, Provider, ReadResult } from "@pulumi/pulumi/provider";
import { SERVED_TYPES, TYPES } from "../domain/carried/gate";
import { constructHierarchy } from "./construct";
import { copylogUpdate } from "./copylog-update";
import { hotfixInstallation } from "./hotfix-installation";
import { inspectFunctions } from "./inspect";
import { Refusal, refusing } from "./refusal";
import type { ResourceKind, Surroundings, Work } from "./resource-kind";
import { seniorSite } from "./senior-site";
import { idOf, Singles } from "./singles";
import { sp2Readiness } from "./sp2-readiness";
import { sp2Upgrade } from "./sp2-upgrade";
import { redacted, type Properties } from "../domain/carried/wire";

/** The resources of the plugin, by the only type tokens that it answers to. */
const KINDS: Readonly<Record<(typeof SERVED_TYPES)[keyof typeof SERVED_TYPES], ResourceKind>> = {
  [SERVED_TYPES.gate]: sp2Readiness,
  [SERVED_TYPES.upgrade]: sp2Upgrade,
  [SERVED_TYPES.hotfixInstallation]: hotfixInstallation,
  [SERVED_TYPES.seniorSite]: seniorSite,
  [SERVED_TYPES.copylogUpdate]: copylogUpdate,
};

/** The plugin `sms`: what the engine asks of it, passed on to the resource that is meant. */
export function smsProvider(world: Surroundings): Provider {
  const singles = new Singles();
  const workOn = (urn: string): Work => ({
    ...world,
    warn: (message) => world.warn(message, urn),
    tell: (message) => world.tell(message, urn),
  });
  return {
    invoke: inspectFunctions(world),
    construct: constructHierarchy(world),

    check: async (urn: string, olds: Properties | undefined, news: Properties) => {
      const kind = kindOf(urn);
      if (kind === undefined) return { inputs: redacted(news) as Properties, failures: [unknownType(urn)] };
      const failures = kind.check(olds ?? {}, news);
      // The engine shows policies what is returned here, also beside failures, and they show what they find in it.
      if (failures.length > 0) return { inputs: redacted(news) as Properties, failures: failures.map(unnamed) };
      const notice = olds === undefined ? undefined : kind.notice?.(olds, news);
      if (notice !== undefined) await world.warn(notice, urn);
      return { inputs: news, failures: singles.check(kind, urn, news).map(unnamed) };
    },

    diff: async (_id: string, urn: string, olds: Properties, news: Properties) =>
      known(urn).diff(olds, news, workOn(urn)),

    create: async (urn: string, inputs: Properties) => {
      const kind = known(urn);
      const outs = await refusing(() => kind.create(inputs, workOn(urn)));
      singles.made(kind, outs);
      return { outs, id: idOf(kind, inputs) };
    },

    update: async (_id: string, urn: string, olds: Properties, news: Properties) => ({
      outs: await refusing(() => known(urn).update(news, olds, workOn(urn))),
    }),

    read: async (id: string, urn: string, state: Properties = {}): Promise<ReadResult> => {
      const { read, noImport } = known(urn);
      const outputs = Object.keys(state).length > 0 ? state : undefined;
      if (outputs === undefined && noImport !== undefined) throw new Refusal(noImport);
      if (read !== undefined) return refusing(() => read(id, outputs, workOn(urn)));
      // Inputs are left out: after an update of the digest alone they are newer in the state than what is read here.
      return { id, props: state };
    },

    delete: async (id: string, urn: string, state: Properties) => {
      const kind = known(urn);
      if (kind.delete === undefined) return;
      if (singles.isTakenOver(kind, urn, state)) {
        return world.tell(`${id} stays as it is: another resource of this program stands for it now.`, urn);
      }
      return refusing(() => kind.delete?.(state, workOn(urn)));
    },
  };
}

/** The engine prints the value of a property that is named, in its own notation, also if it is missing or secret. */
function unnamed({ property, reason }: CheckFailure): CheckFailure {
  return { property: "", reason: property === "" ? reason : `${property}: ${reason}` };
}

/** Whether what is read of a resource may only be what the engine had of it before: it stands for a check. */
export function isReadGuarded(urn: string): boolean {
  return kindOf(urn)?.read === undefined;
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
  return Object.hasOwn(KINDS, type) ? KINDS[type as keyof typeof KINDS] : undefined;
}

function known(urn: string): ResourceKind {
  const kind = kindOf(urn);
  if (kind === undefined) throw new Refusal(unknownType(urn).reason);
  return kind;
}

function unknownType(urn: string): CheckFailure {
  const types = Object.keys(KINDS).join(", ");
  const [, , type = "", ...names] = urn.split("::");
  const reason =
    names.length === 1
      ? `unknown resource type ${type}; the plugin sms has ${types}`
      : `found ${[type, ...names].join("::")}, expected no :: in the type or the name of a resource, nor in namePrefix`;
  return { property: "", reason };
}
