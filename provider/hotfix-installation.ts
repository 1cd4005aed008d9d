import { unique } from "../domain/groups";
import type { ResourceInputs } from "../domain/carried/resources";
import type { Properties } from "../domain/carried/wire";
import { installationIn, installationWishes, type Installation } from "../evidence/installation";
import { changedIn, failuresIn, inputsIn } from "./inputs";
import { Refusal } from "./refusal";
import type { ResourceKind, Work } from "./resource-kind";
import { afterWait, waitFor, type Look } from "./wait";

type Inputs = ResourceInputs<"hotfixInstallation">;

/** What makes it another installation. */
const IDENTITY = ["code", "server", "hotfix"];

/**
 * A hotfix that is in place on a site server, shown by the versions of its files; build 1493 needs none. It runs no
 * installer.
 */
export const hotfixInstallation: ResourceKind = {
  check: (_olds, news) => failuresIn("hotfixInstallation", news),

  diff: (outputs, news) => {
    const replaces = changedIn(IDENTITY, outputs, news);
    const isOther = (news["platform"] ?? "i386") !== outputs["platform"];
    return { changes: replaces.length > 0 || isOther || outputs["isInstalled"] !== true, replaces };
  },

  identity: IDENTITY,

  create: async (inputs, work) => shown(inputsIn("hotfixInstallation", inputs), work),
  update: async (inputs, _outputs, work) => shown(inputsIn("hotfixInstallation", inputs), work),

  read: async (id, outputs, work) => {
    const [code, server, hotfix, ...more] = id.split("/");
    const imported = { code, server, hotfix, ...(more.length > 0 ? { platform: more.join("/") } : {}) };
    if (outputs === undefined && failuresIn("hotfixInstallation", imported).length > 0) {
      throw new Refusal(
        `${id} is not CODE/SERVER/HOTFIX, as P01/SMSP01/Q249077, with /alpha behind it for an Alpha server`,
      );
    }
    const inputs = inputsIn("hotfixInstallation", outputs ?? imported);
    const { found, open, isFinal } = await look(inputs, work);
    if (isFinal === true || (outputs === undefined && open.length > 0)) throw new Refusal(notShown(inputs, found));
    const props = outputsOf(inputs, found);
    if (outputs !== undefined) return { id, props };
    return { id: IDENTITY.map((key) => props[key]).join("/"), props, inputs: imported };
  },
};

async function shown(inputs: Inputs, work: Work): Promise<Properties> {
  const { found, open } = await waitFor(() => look(inputs, work), inputs.timeout, work);
  if (open.length > 0) throw new Refusal(notShown(inputs, found, afterWait(inputs.timeout)));
  return outputsOf(inputs, found);
}

async function look(inputs: Inputs, { servers, signal }: Work): Promise<Look<Installation>> {
  const answers = await servers().shares.readServer(inputs.server, installationWishes(inputs), signal);
  const found = installationIn(inputs, answers);
  return {
    found,
    open: unique(found.gaps.map(({ text }) => text)),
    isFinal: answers.some(({ kind }) => kind === "logon"),
  };
}

function notShown({ code, server, hotfix }: Inputs, { gaps }: Installation, when = ""): string {
  return [
    `${hotfix} is not shown to be installed on ${server}, the server of site ${code}${when}:`,
    ...gaps.map(({ text }) => `  - ${text}`),
    gaps.some(({ isKnown }) => isKnown)
      ? `  Install ${hotfix} there, from the folder Smsqfe of the SP2 CD, and update again (${hotfix}, Q261931).`
      : `  Check that the server runs and that the account may read its share SMS_${code}, and update again.`,
  ].join("\n");
}

function outputsOf({ timeout: _, ...inputs }: Inputs, { files, gaps, installedAt }: Installation): Properties {
  return {
    ...inputs,
    evidence: { files },
    isInstalled: gaps.length === 0,
    ...(installedAt === undefined ? {} : { installedAt }),
  };
}
