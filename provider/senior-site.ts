import type { ResourceInputs } from "../domain/carried/resources";
import type { Properties } from "../domain/carried/wire";
import { foldName, isNetbiosName } from "../domain/names";
import { seniorSiteCode } from "../domain/text/senior-list";
import {
  described,
  isInterrupted,
  ListFailure,
  listOf,
  readSeniorList,
  settledList,
  writeSeniorList,
  type ListAccess,
} from "../evidence/senior-list";
import { changedIn, failuresIn, inputsIn } from "./inputs";
import { Refusal } from "./refusal";
import type { ResourceKind, Work } from "./resource-kind";

type Inputs = ResourceInputs<"seniorSite">;

const IDENTITY = ["domain", "pdc"];

/**
 * Senior.lst on the PDC of a domain (Q235726, Q263395). What counts is the site that its first three characters name: a file
 * that names this site already stays as it is.
 */
export const seniorSite: ResourceKind = {
  check: (_olds, news) => failuresIn("seniorSite", news),

  diff: (outputs, news) => {
    // Of the same server a new resource would find what the old one wrote, and that would then be taken back.
    const isMoved = foldName(String(outputs["pdc"])) !== foldName(String(news["pdc"]));
    const replaces = isMoved ? ["pdc"] : [];
    const { content } = outputs;
    const isOther = typeof content !== "string" || seniorSiteCode(content) !== news["site"];
    return { changes: isOther || changedIn(IDENTITY, outputs, news).length > 0, replaces, deleteBeforeReplace: false };
  },

  identity: IDENTITY,
  single: ({ pdc }) => `Senior.lst of ${foldName(String(pdc))}`,

  create: async (inputs, work) => applied(inputsIn("seniorSite", inputs), undefined, work),
  update: async (inputs, outputs, work) => applied(inputsIn("seniorSite", inputs), outputs, work),

  read: async (id, outputs, work) => {
    const { pdc, domain } = outputs ?? importedIn(id);
    const list = await inTurn(work, String(pdc), (access) =>
      readSeniorList(access.shares, String(pdc), work.signal),
    ).catch((error: unknown) => {
      if (outputs === undefined || !(error instanceof ListFailure) || error.isLogonRefused) throw error;
      return error;
    });
    if (list instanceof ListFailure) {
      const { content: _, ...known } = outputs ?? {};
      await work.warn(`Not known: ${list.message}`);
      return { id, props: known };
    }
    if (isInterrupted(list)) {
      await work.warn(`Senior.lst on ${String(pdc)} was being written and is missing; update to go on with it.`);
    }
    const content = list.text;
    if (outputs !== undefined) return { id, props: { ...outputs, content } };
    if (content === null) throw new Refusal(`There is no Senior.lst on ${String(pdc)} to import.`);
    const inputs = { domain, pdc, site: seniorSiteCode(content) };
    return { id, inputs, props: { ...inputs, content, written: content, before: content } };
  },

  delete: async (outputs, work) => {
    const [pdc, before, written] = [String(outputs["pdc"]), outputs["before"], outputs["written"]];
    const restored = typeof before === "string" ? before : null;
    await inTurn(work, pdc, async (access) => {
      const { text } = await settledList(access, pdc, work.signal);
      if (text === restored) return;
      if (text === written) return writeSeniorList(access, pdc, { expected: text, text: restored }, work.signal);
      await work.warn(`Senior.lst on ${pdc} was changed by somebody else: ${described(text)}. It is left as it is.`);
    });
  },
};

async function applied(inputs: Inputs, outputs: Properties | undefined, work: Work): Promise<Properties> {
  const { domain, pdc, site, replace } = inputs;
  return inTurn(work, pdc, async (access) => {
    const { text } = await settledList(access, pdc, work.signal);
    const before = outputs === undefined ? text : outputs["before"];
    const state = { domain, pdc, site, before };
    if (text !== null && seniorSiteCode(text) === site) return { ...state, content: text, written: text };
    const isOurs = outputs !== undefined && text === outputs["written"];
    if (text !== null && text !== "" && !isOurs && replace !== true) throw new Refusal(taken(inputs, text));
    const content = listOf(site);
    await writeSeniorList(access, pdc, { expected: text, text: content }, work.signal);
    return { ...state, content, written: content };
  });
}

function taken({ domain, pdc, site }: Inputs, text: string): string {
  return [
    `Senior.lst of domain ${domain} on ${pdc} names another site than ${site}: it holds ${JSON.stringify(text.slice(0, 40))}. It is left as it is.`,
    `  Find out who set it. To let ${site} take over, set replace: true and update again (Q235726, Q263395).`,
  ].join("\n");
}

function importedIn(id: string): Properties {
  const [domain = "", pdc = "", ...more] = id.split("/");
  if (more.length > 0 || !isNetbiosName(domain) || !isNetbiosName(pdc)) {
    throw new Refusal(`${id} is not DOMAIN/PDC, as CORP/CORPPDC`);
  }
  return { domain, pdc };
}

/** One turn for all of it, so that nothing comes between the last look and the change; and it is not left in the middle. */
async function inTurn<T>(
  { servers, signal, finish }: Work,
  server: string,
  change: (access: ListAccess) => Promise<T>,
): Promise<T> {
  const { turns, access } = servers();
  const ask = () =>
    finish(async () => {
      try {
        return { done: await change(access) };
      } catch (error) {
        if (error instanceof ListFailure) return { failure: error };
        throw error;
      }
    });
  const result = await turns.take<{ done: T } | { failure: ListFailure }>(server, ask, {
    isRefused: (seen) => "failure" in seen && seen.failure.isLogonRefused,
    skipped: (refusedBy) => ({
      failure: new ListFailure(`${server}: not asked, because ${refusedBy} refused the account`),
    }),
    signal,
  });
  if ("failure" in result) throw result.failure;
  return result.done;
}
