import * as z from "../zod";
import { BUILDS } from "../builds";
import { HOTFIX_IDS, PLATFORMS } from "../hotfixes";
import { NETBIOS_NAME, SITE_CODE, UNSEEN } from "../names";
import { SMS_VERSION } from "../version";

/** A text of a form. Patterns, not functions, so that the JSON Schema has the form as well. */
export const text = (expected: string, form: RegExp) => z.string({ error: expected }).regex(form, { error: expected });

/** What an issue about unknown keys has beside what zod gives it. */
export interface KnownKeys {
  readonly known?: readonly string[];
}

/** An object with these keys and no others. */
export const strict = <T extends z.ZodRawShape>(shape: T, what: string) =>
  z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== "unrecognized_keys") return what;
      const known = Object.keys(shape);
      Object.assign(issue, { known } satisfies KnownKeys);
      return `one of the keys ${known.join(", ")}`;
    },
  });

/** A fact that is true or false. */
export const yesOrNo = z.boolean({ error: "true or false" });

/**
 * A file below `Bin` of an SMS folder: platform and name. Either slash, either case. Without the flag `i`, so that
 * it serves in a JSON Schema too.
 */
export const HOTFIX_PATH =
  /^[Bb][Ii][Nn][\\/]([Ii]386|[Aa][Ll][Pp][Hh][Aa])[\\/]([^\\/:*?"<>|\s\p{Cc}][^\\/:*?"<>|\p{Cc}]*)$/u;

/** Kinds of sites. */
export const SITE_TYPES = ["central", "primary", "secondary"] as const;

const BUILD_LIST = "1239, 1380 or 1493";
const NETBIOS_FORM =
  '1 to 15 characters, none of \\ / : * ? " < > | , ; = + [ ], no dot or blank in front, no blank behind';

/** What is expected of a day. */
export const DAY_FORM = "an existing day as YYYY-MM-DD";

/** SMS 2.0 came out in February 1999: nobody installed a hotfix for it before, nor waived one. */
const SINCE_SMS_2 = /^(?:1999-(?:0[2-9]|1)|[2-9])/;
const SINCE_FORM = "1999-02-01 or later: SMS 2.0 did not exist before";

/** What is expected of the names that stand as keys. */
export const KEY_FORMS = {
  siteCode: "a site code: three letters or digits, not CON, PRN, AUX or NUL (Q182420)",
  domain: `the name of a Windows NT domain: ${NETBIOS_FORM}`,
  server: `the name of a server: ${NETBIOS_FORM}`,
  hotfix: `a hotfix that SP2 requires: ${HOTFIX_IDS.join(", ")}`,
  file: "a file below Bin\\i386 or Bin\\alpha, as Bin\\i386\\Ccm.dll",
} as const;

/** A site code. */
export const siteCode = text(KEY_FORMS.siteCode, SITE_CODE);
/** The name of a domain. */
export const domainName = text(KEY_FORMS.domain, NETBIOS_NAME);
/** The name of a server. */
export const serverName = text(KEY_FORMS.server, NETBIOS_NAME);
/** A text that shows something. */
export const filled = (what: string) => text(what, new RegExp(String.raw`[^\s${UNSEEN}]`, "u"));
/** A day since there is SMS 2.0. */
export const day = z.iso.date({ error: DAY_FORM, abort: true }).regex(SINCE_SMS_2, { error: SINCE_FORM });
/** A time with its zone. */
export const time = z.iso.datetime({
  offset: true,
  error: "an existing time with its zone, as 2000-06-20T14:30:00Z (UTC) or 2000-06-20T08:30:00-06:00",
});
/** A name that people read: its characters show, and none is hidden at its edges. */
export const shownName = (what: string) =>
  z
    .string({ error: what })
    .regex(/\S/, { error: what, abort: true })
    .regex(new RegExp(String.raw`^[^\s${UNSEEN}](?:[^${UNSEEN}]*[^\s${UNSEEN}])?$`, "u"), {
      error: `${what}, without blanks around it and without characters that do not show`,
    });
/** The version of a site. */
export const smsVersion = text(`a version of SMS 2.0 as 2.0.1380.1000, of build ${BUILD_LIST}`, SMS_VERSION);
/** The version of a file. */
export const fileVersion = text(`a file version of SMS 2.0 as 2.0.1380.1105, of build ${BUILD_LIST}`, SMS_VERSION);
/** Where a file stands below the SMS folder. */
export const filePath = text(KEY_FORMS.file, HOTFIX_PATH);
/** The build of a site. */
export const build = z
  .literal(BUILDS, { error: `a build of SMS 2.0, as a number: ${BUILD_LIST}` })
  .describe("Build of SMS 2.0: 1239 is the release, 1380 is SP1, 1493 is SP2 to SP4 (Q261931, Q264630).");

/** When a site got its Copylog hotfix. */
export const copylogFixInstalled = time
  .regex(SINCE_SMS_2, { error: SINCE_FORM })
  .describe("When the site got its Copylog hotfix, as an ISO 8601 time with offset.");

/** The two logon methods of a site. */
export const logonInstallation = yesOrNo.describe("Windows Networking Logon Client Installation is enabled (Q235726).");
export const logonDiscovery = yesOrNo.describe("Windows Networking Logon Client Discovery is enabled (Q235726).");

/** A processor of site servers. */
export const platform = z
  .enum(PLATFORMS, { error: "i386 or alpha" })
  .describe("Processor of the site server; only files of its own platform count (Q250850).");

/** A hotfix that SP2 requires, by its article. */
export const hotfixId = z.enum(HOTFIX_IDS, { error: KEY_FORMS.hotfix });

/** The controllers of a domain. */
export const pdc = serverName.describe("Primary domain controller.");
export const bdcs = z.array(serverName, { error: "a list of server names" }).describe("Backup domain controllers.");
