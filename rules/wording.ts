import type { Hotfix } from "../domain/hotfixes";
import type { SiteView } from "./judge/context";
import type { Certainty } from "./finding";

/** Names as a list with at most `most` of them, and how many more there are. */
export function asList(names: readonly string[], most: number): string {
  const shown = names.slice(0, most).join(", ");
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/** A sentence that goes on after a colon or another word. */
export function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

/** A text as the beginning of a sentence. */
export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A text without line breaks and control characters: names and reasons come from the hierarchy. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ");
}

/** How to get a hotfix in place and shown at a site (Q249077, Q251070, Q252717, Q252718, Q250850, Q273853). */
export function remedyFor(site: SiteView, hotfix: Hotfix, certainty: Certainty): string {
  const isAlpha = site.facts.platform === "alpha";
  const stop = hotfix.id === "Q252717" ? " Stop SMS_SQL_MONITOR first." : "";
  const after =
    hotfix.purpose === "ccm"
      ? " Update remote machines with SMS SQL Monitor, SMS Provider or the Administrator console after the site server."
      : "";
  const install = isAlpha
    ? `Replace the files of ${hotfix.id} by hand on Alpha servers (the installer is for Intel only), with SMS Site Component Manager and SMS Executive stopped.${stop}${after}`
    : `Install ${hotfix.id} (folder Smsqfe of the SP2 CD, the SP2 web patch, or the download): close the Administrator console and run ${hotfix.id}.exe /s.${stop}${after}`;
  const secondary =
    site.facts.type === "secondary" && !isAlpha
      ? " On a secondary site first see that HKLM\\Software\\Microsoft\\SMS\\Setup has the right Full Version and Type 2, or the installer changes nothing without saying so."
      : "";
  return certainty !== "known"
    ? `Read the file versions on the server and declare them under ${hotfix.id}. Where they are too low: ${install}${secondary}`
    : `${install}${secondary} Then declare the file versions found on the server.`;
}
