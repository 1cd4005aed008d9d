import * as z from "zod";
import { BUILDS } from "../builds";
import { HOTFIX_IDS, PLATFORMS, type FilePath, type HotfixFile, type HotfixId, type Platform } from "../hotfixes";
import { NETBIOS_NAME, SITE_CODE } from "../names";
import { isPending, type Pending } from "../pending";
import { WAIVABLE_RULES } from "../rule-ids";
import { SMS_VERSION, type Version } from "../version";

/** Wraps the schema of a fact that can be looked up: as it is, or also in the state `pending`. */
type Lookup = <T extends z.ZodType>(schema: T) => z.ZodType<z.output<T> | Pending, z.input<T> | Pending>;

const orPending: Lookup = (schema) => z.union([z.custom<Pending>(isPending), schema]);

/** A file on disk cannot be pending. The type says that it could, so that one type serves all. */
const asItIs = ((schema) => schema) as Lookup;

/** Keys that only a hierarchy file has: who reads it puts what they stand for in their place. */
const inFiles = (lookup: Lookup, shape: z.ZodRawShape) => (lookup === asItIs ? shape : {}) as object;

/** How the keys of a record are checked: by their schema, or (with {@link findContradictions}) after their values. */
type Keys = <T extends z.core.$ZodRecordKey>(schema: T) => T;

const keysBySchema: Keys = (schema) => schema;

/** A record whose key fails its schema hides what is wrong with the value; a document is to show everything at once. */
const keysLater = (() => z.string()) as unknown as Keys;

/** A text of a form. Patterns, not functions, so that the JSON Schema has the form as well. */
const text = (expected: string, form: RegExp) => z.string({ error: expected }).regex(form, { error: expected });

/** What an issue about unknown keys has beside what zod gives it. */
export interface KnownKeys {
  readonly known?: readonly string[];
}

const strict = <T extends z.ZodRawShape>(shape: T, what: string) =>
  z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== "unrecognized_keys") return what;
      const known = Object.keys(shape);
      Object.assign(issue, { known } satisfies KnownKeys);
      return `one of the keys ${known.join(", ")}`;
    },
  });

const yesOrNo = z.boolean({ error: "true or false" });

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

const siteCode = text(KEY_FORMS.siteCode, SITE_CODE);
const domainName = text(KEY_FORMS.domain, NETBIOS_NAME);
const serverName = text(KEY_FORMS.server, NETBIOS_NAME);
/** A text that shows something: blanks, control and format characters, and the letters that fill a place do not. */
const filled = (what: string) => text(what, /[^\s\p{C}\u115f\u1160\u2800\u3164\uffa0]/u);
const day = z.iso.date({ error: DAY_FORM, abort: true }).regex(SINCE_SMS_2, { error: SINCE_FORM });
const time = z.iso.datetime({
  offset: true,
  error: "an existing time with its zone, as 2000-06-20T14:30:00Z (UTC) or 2000-06-20T08:30:00-06:00",
});
/** A name that people read: its characters show, and none is hidden at its edges. */
const shownName = (what: string) =>
  z
    .string({ error: what })
    .regex(/\S/, { error: what, abort: true })
    .regex(/^[^\s\p{Cc}\p{Cf}](?:[^\p{Cc}\p{Cf}]*[^\s\p{Cc}\p{Cf}])?$/u, {
      error: `${what}, without blanks around it and without control or format characters`,
    });
const smsVersion = text(`a version of SMS 2.0 as 2.0.1380.1000, of build ${BUILD_LIST}`, SMS_VERSION);
const fileVersion = text(`a file version of SMS 2.0 as 2.0.1380.1105, of build ${BUILD_LIST}`, SMS_VERSION);
const filePath = text(KEY_FORMS.file, HOTFIX_PATH);
const build = z
  .literal(BUILDS, { error: `a build of SMS 2.0, as a number: ${BUILD_LIST}` })
  .describe("Build of SMS 2.0: 1239 is the release, 1380 is SP1, 1493 is SP2 to SP4 (Q261931, Q264630).");

const notReadText = filled("why the server could not be read");
const NOT_READ =
  "Why the server could not be read, as the functions that read servers give it. Proves nothing; findings show it.";

function hotfixSchema(lookup: Lookup, keys: Keys) {
  return strict(
    {
      installed: lookup(
        z.literal(false, { error: "false; say attestedBy and attestedOn, or list files, for a hotfix that is there" }),
      )
        .optional()
        .describe("false: the hotfix is known not to be there. Excludes the other keys."),
      files: lookup(
        z.record(keys(filePath), lookup(fileVersion.nullable()), {
          error: "versions by file path, as Bin\\i386\\Ccm.dll: 2.0.1380.1125",
        }),
      )
        .optional()
        .describe(
          "Versions of files in the SMS folder, as 'Bin\\i386\\Nt_logon.dll': 2.0.1380.1105; null: the file is missing.",
        ),
      attestedBy: lookup(filled("who attests that the hotfix was installed"))
        .optional()
        .describe("Who says that the hotfix was installed. Needs attestedOn."),
      attestedOn: lookup(day).optional().describe("When it was attested, as YYYY-MM-DD. Needs attestedBy."),
    },
    "an object with what is known of the hotfix",
  );
}

function siteSchema(lookup: Lookup, keys: Keys) {
  const hotfix = hotfixSchema(lookup, keys);
  return strict(
    {
      type: z
        .enum(SITE_TYPES, { error: "central, primary or secondary" })
        .describe("Kind of site. A hierarchy has one central site."),
      server: serverName.optional().describe("Name of the site server, shown beside the code."),
      name: shownName("the name of the site").optional().describe("What people call the site, shown beside the code."),
      parent: siteCode.optional().describe("Code of the parent site; every site but the central one has one."),
      build: lookup(build),
      version: lookup(smsVersion)
        .optional()
        .describe("Version of the site, as 2.0.1493.3000; tells SP3 from SP2. Its third group is the build (Q213410)."),
      fullVersion: lookup(filled("the text of the registry value, or null if it is missing").nullable())
        .optional()
        .describe("HKLM\\Software\\Microsoft\\SMS\\Setup\\Full Version; null: missing; absent: not known (Q249077)."),
      setupType: lookup(z.int({ error: "a whole number, 0 or more" }).min(0, { error: "a whole number, 0 or more" }))
        .optional()
        .describe("HKLM\\Software\\Microsoft\\SMS\\Setup\\Type; 2 on a healthy secondary site (Q273853)."),
      platform: lookup(z.enum(PLATFORMS, { error: "i386 or alpha" }))
        .default("i386")
        .describe("Processor of the site server; only files of its own platform count (Q250850)."),
      domains: z
        .array(domainName, { error: "a list of domain names" })
        .describe("Windows NT domains in which the site manages logon points."),
      logonInstallation: lookup(yesOrNo)
        .default(true)
        .describe("Windows Networking Logon Client Installation is enabled (Q235726)."),
      logonDiscovery: lookup(yesOrNo)
        .default(true)
        .describe("Windows Networking Logon Client Discovery is enabled (Q235726)."),
      remoteInstallation: lookup(yesOrNo)
        .default(true)
        .describe("Windows NT Remote Client Installation, the use of CCM, is enabled (Q264630)."),
      copylogFixInstalled: lookup(time.regex(SINCE_SMS_2, { error: SINCE_FORM }))
        .optional()
        .describe("When the site got its Copylog hotfix, as an ISO 8601 time with offset."),
      hotfixes: lookup(
        z.partialRecord(keys(z.enum(HOTFIX_IDS, { error: KEY_FORMS.hotfix })), lookup(hotfix).optional(), {
          error: "hotfixes by article number, as Q249077",
        }),
      )
        .optional()
        .describe("What is known of each hotfix, by article number."),
      notRead: lookup(notReadText).optional().describe(NOT_READ),
    },
    "an object that describes a site",
  );
}

function logonPointSchema(lookup: Lookup) {
  const copylog = strict(
    {
      text: lookup(z.string({ error: "the text of Copylog.tcf" }))
        .optional()
        .describe("Text of SMSLOGON\\Config\\Copylog.tcf."),
      ...inFiles(lookup, {
        file: filled("the path of a Copylog.tcf, from the folder of the hierarchy file")
          .optional()
          .describe("Path of a copy of Copylog.tcf, from the folder of the hierarchy file. Excludes text."),
      }),
      sharedOwner: lookup(siteCode).optional().describe("Owner of clicore.exe, or else of most shared lines."),
      owners: lookup(z.array(z.string({ error: "a site code" }), { error: "a list of site codes" }))
        .optional()
        .describe("Owners of all shared lines, the one of clicore.exe first. Excludes sharedOwner."),
      siteFolders: lookup(z.array(z.string({ error: "a site code" }), { error: "a list of site codes" }))
        .optional()
        .describe("Sites that have lines of their own below SITES\\ (Q313209)."),
      corrupt: lookup(yesOrNo)
        .optional()
        .describe("Not one [FILE SOURCE] section that can be read, or no shared line in it (Q264976)."),
      clicore: lookup(z.string({ error: "a site code, or null if no line names clicore.exe" }).nullable())
        .optional()
        .describe("Owner of clicore.exe; null: the file has no line for it. Goes with owners."),
      modified: lookup(time).optional().describe("When the file was last written, as an ISO 8601 time with offset."),
    },
    "an object with what is known of Copylog.tcf",
  );
  return strict(
    {
      logonPoint: lookup(yesOrNo)
        .optional()
        .describe("false: this domain controller has no share SMSLOGON (Q192487, Q225542)."),
      copylog: lookup(copylog).optional().describe("What Copylog.tcf of this logon point says."),
      updatedSinceFix: lookup(yesOrNo)
        .optional()
        .describe("Copylog.tcf was written after the last site of the domain got its Copylog hotfix (Q249077)."),
      notRead: lookup(notReadText).optional().describe(NOT_READ),
    },
    "an object with what is known of the logon point",
  );
}

function documentSchema(lookup: Lookup, keys: Keys) {
  const domain = strict(
    {
      pdc: serverName.describe("Primary domain controller."),
      bdcs: z.array(serverName, { error: "a list of server names" }).default([]).describe("Backup domain controllers."),
      seniorList: lookup(z.string({ error: "the text of Senior.lst, or null if there is none" }).nullable())
        .optional()
        .describe(
          "Text of SMSLOGON\\Sitescfg\\Senior.lst on the PDC; null: no such file; absent: not known (Q263395).",
        ),
      logonPoints: lookup(
        z.record(keys(serverName), lookup(logonPointSchema(lookup)).optional(), {
          error: "what is known of domain controllers, by server",
        }),
      )
        .optional()
        .describe("What is known of each domain controller. A controller without an entry: nothing is known."),
    },
    "an object that describes a domain",
  );
  const waiver = strict(
    {
      rule: z
        .enum(WAIVABLE_RULES, { error: `a rule that can be waived: ${WAIVABLE_RULES.join(", ")}` })
        .describe("Rule that is waived."),
      subject: filled("the site, domain or server that the waiver is for").describe(
        "Site code, domain or server of the finding. The case of a site code matters.",
      ),
      reason: filled("the reason for the waiver").describe("Why the risk is accepted."),
      owner: filled("who answers for the waiver").describe("Who answers for it."),
      expires: day.describe("Last day on which the waiver counts, UTC, at most 90 days ahead."),
    },
    "an object with rule, subject, reason, owner and expires",
  );
  return strict(
    {
      hierarchy: shownName("the name of the hierarchy").describe("Name of the hierarchy."),
      domains: z
        .record(keys(domainName), domain, { error: "domains by name" })
        .default({})
        .describe("Windows NT domains by name; names ignore case."),
      sites: z
        .record(keys(siteCode), siteSchema(lookup, keys), { error: "sites by code" })
        .describe("Site servers by site code."),
      upgrades: z
        .array(siteCode, { error: "a list of site codes" })
        .default([])
        .describe("Sites to be upgraded to SP2, in the planned order."),
      waivers: z.array(waiver, { error: "a list of waivers" }).default([]).describe("Accepted exceptions."),
    },
    "an object with hierarchy, domains and sites",
  );
}

/** The hierarchy document as a gate carries it: facts that can be looked up may be pending. */
export const gateDocumentSchema = documentSchema(orPending, keysLater);

/** The hierarchy document as a file holds it. */
export const fileDocumentSchema = documentSchema(asItIs, keysLater);

/** A hierarchy as it is written down: the input of the product, before its texts are read. */
export type HierarchyInput = z.input<typeof gateDocumentSchema>;
/** A valid hierarchy document with its defaults. */
export type HierarchyDocument = z.output<typeof gateDocumentSchema>;

/** JSON Schema (draft 2020-12) of the hierarchy file. */
export function hierarchyJsonSchema(): Record<string, unknown> {
  return { ...jsonSchema(asItIs), title: "pulumi-sms hierarchy", patternProperties: { "^x-": true } };
}

/** JSON Schema of the hierarchy document of a program: what only a file can say is not in it. */
export function factsJsonSchema(): Record<string, unknown> {
  return jsonSchema(((schema) => schema) as Lookup);
}

function jsonSchema(lookup: Lookup): Record<string, unknown> {
  return { ...z.toJSONSchema(documentSchema(lookup, keysBySchema), { io: "input", unrepresentable: "any" }) };
}

/** A fact without the states pending and absent. */
export type Known<T> = Exclude<T, Pending | undefined>;

/** A domain as it is written down. */
export type DomainInput = NonNullable<HierarchyInput["domains"]>[string];
/** A site server as it is written down. */
export type SiteInput = HierarchyInput["sites"][string];
/** What is stated of a Copylog.tcf. */
export type CopylogInput = Known<Known<Known<DomainInput["logonPoints"]>[string]>["copylog"]>;

/** A file of a server: its path and its version, null if it was looked for and is not there. */
export interface FileFacts {
  readonly path: FilePath;
  readonly version: Version | null | Pending;
}

/** A file of a hotfix among those that are declared for it, however its path is spelled. */
export function fileAt(
  files: Readonly<Record<string, FileFacts>>,
  { path, key }: HotfixFile,
  platform: Platform,
): FileFacts | undefined {
  return files[path[platform]] ?? Object.values(files).find((file) => file.path.key === key[platform]);
}

type SiteDocument = HierarchyDocument["sites"][string];
type HotfixDocument = Known<Known<SiteDocument["hotfixes"]>[HotfixId]>;

/** What is known of one hotfix at one site, files by their paths as they are spelled: see {@link fileAt}. */
export type HotfixFacts = Omit<HotfixDocument, "files"> & {
  files?: Readonly<Record<string, FileFacts>> | Pending | undefined;
};
/** A site server as it is declared. */
export type SiteFacts = Omit<SiteDocument, "version" | "hotfixes"> & {
  version?: Version | Pending | undefined;
  hotfixes?: Partial<Record<HotfixId, HotfixFacts | Pending>> | Pending | undefined;
};
/** A Windows NT domain as it is declared. */
export type DomainFacts = HierarchyDocument["domains"][string];
/** What is known of a domain controller as a logon point. */
export type LogonPointFacts = Known<Known<DomainFacts["logonPoints"]>[string]>;
/** What is known of a Copylog.tcf. */
export type CopylogFacts = Known<LogonPointFacts["copylog"]>;
