/**
 * A site code: three letters or digits (36^3 - 4 codes, case aside). Windows reserves CON, PRN, AUX and NUL, so that
 * such a site cannot get its SITES folder (Q182420, Q279868). Without the flag `i`, so that it serves in a JSON Schema too.
 */
export const SITE_CODE = /^(?!(?:[Cc][Oo][Nn]|[Pp][Rr][Nn]|[Aa][Uu][Xx]|[Nn][Uu][Ll])$)[A-Za-z0-9]{3}$/;

/**
 * Characters that nobody sees, for a class of a pattern: control and format characters, those without a meaning of their own,
 * variation selectors and fillers, and the empty Braille cell.
 */
export const UNSEEN = String.raw`\p{C}\p{Default_Ignorable_Code_Point}\u2800`;

const FORBIDDEN = String.raw`\\/:*?"<>|,;=+[\]${UNSEEN}`;

/** A NetBIOS name: 1 to 15 characters, none of those that Windows NT forbids, none that does not show, no blank and no dot in front, none behind. */
export const NETBIOS_NAME = new RegExp(
  String.raw`^[^\s.${FORBIDDEN}](?:[^${FORBIDDEN}]{0,13}[^\s${FORBIDDEN}])?$`,
  "u",
);

/** Whether a text can be a site code. */
export function isSiteCode(text: string): boolean {
  return SITE_CODE.test(text);
}

/** Whether a text can name a Windows NT domain or server. */
export function isNetbiosName(text: string): boolean {
  return NETBIOS_NAME.test(text);
}

/**
 * The form of a domain or server name in which two spellings of one name are equal: Windows NT ignores case, and a letter
 * with its accent may be written as one character or as two.
 */
export function foldName(name: string): string {
  const composed = name.normalize("NFC");
  const folded = composed.toUpperCase();
  if (folded.length === composed.length) return folded;
  // Windows NT folds character by character: a sharp s is no double S.
  return Array.from(composed, (character) => {
    const upper = character.toUpperCase();
    return upper.length === character.length ? upper : character;
  }).join("");
}

/** What a domain is known by: its name with that of one of its controllers, since two networks may use one name. */
export function controllerKey(domain: string, server: string): string {
  return `${foldName(domain)} ${foldName(server)}`;
}

/** What a record has under a name, whose case does not matter. Names are folded only where a spelling differs. */
export function byName<T>(record: Readonly<Record<string, T>>): (name: string) => T | undefined {
  let spellings: ReadonlyMap<string, string> | undefined;
  return (name) => {
    if (Object.hasOwn(record, name)) return record[name];
    spellings ??= new Map(Object.keys(record).map((one) => [foldName(one), one]));
    const spelling = spellings.get(foldName(name));
    return spelling === undefined ? undefined : record[spelling];
  };
}

/** The form of a site code in which two spellings of one code are equal: codes have plain letters and digits only. */
export function foldCode(code: string): string {
  return code.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}
