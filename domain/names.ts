/** Names that Windows reserves: such a site cannot get its SITES folder (Q182420, Q279868). */
const RESERVED = new Set(["CON", "PRN", "AUX", "NUL"]);

const CODE = /^[A-Za-z0-9]{3}$/;
const NETBIOS = /^[^\s\\/:*?"<>|.,;=+[\]\p{Cc}](?:[^\\/:*?"<>|,;=+[\]\p{Cc}]{0,13}[^\s\\/:*?"<>|,;=+[\]\p{Cc}])?$/u;

/** Whether a text can be a site code: three letters or digits, not a reserved name (36^3 - 4 codes, case aside). */
export function isSiteCode(text: string): boolean {
  return CODE.test(text) && !RESERVED.has(text.toUpperCase());
}

/** Whether a text can name a Windows NT domain or server: 1 to 15 characters, none of those that NetBIOS names forbid. */
export function isNetbiosName(text: string): boolean {
  return NETBIOS.test(text);
}

/** The form of a domain or server name in which two spellings of one name are equal: Windows NT ignores case. */
export function foldName(name: string): string {
  return name.toUpperCase();
}
