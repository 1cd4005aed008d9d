import * as z from "../zod";
import type { FilePath, HotfixFile, HotfixId, Platform } from "../hotfixes";
import { isPending, type Pending } from "../pending";
import { WAIVABLE_RULES } from "../rule-ids";
import type { Version } from "../version";
import * as form from "./forms";

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

const notReadText = form.filled("why the server could not be read");
const NOT_READ =
  "Why the server could not be read, as the functions that read servers give it. Proves nothing; findings show it.";

function hotfixSchema(lookup: Lookup, keys: Keys) {
  return form.strict(
    {
      installed: lookup(
        z.literal(false, { error: "false; say attestedBy and attestedOn, or list files, for a hotfix that is there" }),
      )
        .optional()
        .describe("false: the hotfix is known not to be there. Excludes the other keys."),
      files: lookup(
        z.record(keys(form.filePath), lookup(form.fileVersion.nullable()), {
          error: "versions by file path, as Bin\\i386\\Ccm.dll: 2.0.1380.1125",
        }),
      )
        .optional()
        .describe(
          "Versions of files in the SMS folder, as 'Bin\\i386\\Nt_logon.dll': 2.0.1380.1105; null: the file is missing.",
        ),
      attestedBy: lookup(form.filled("who attests that the hotfix was installed"))
        .optional()
        .describe("Who says that the hotfix was installed. Needs attestedOn."),
      attestedOn: lookup(form.day).optional().describe("When it was attested, as YYYY-MM-DD. Needs attestedBy."),
    },
    "an object with what is known of the hotfix",
  );
}

function siteSchema(lookup: Lookup, keys: Keys) {
  const hotfix = hotfixSchema(lookup, keys);
  return form.strict(
    {
      type: z
        .enum(form.SITE_TYPES, { error: "central, primary or secondary" })
        .describe("Kind of site. A hierarchy has one central site."),
      server: form.serverName.optional().describe("Name of the site server, shown beside the code."),
      name: form
        .shownName("the name of the site")
        .optional()
        .describe("What people call the site, shown beside the code."),
      parent: form.siteCode.optional().describe("Code of the parent site; every site but the central one has one."),
      build: lookup(form.build),
      version: lookup(form.smsVersion)
        .optional()
        .describe("Version of the site, as 2.0.1493.3000; tells SP3 from SP2. Its third group is the build (Q213410)."),
      fullVersion: lookup(form.filled("the text of the registry value, or null if it is missing").nullable())
        .optional()
        .describe("HKLM\\Software\\Microsoft\\SMS\\Setup\\Full Version; null: missing; absent: not known (Q249077)."),
      setupType: lookup(z.int({ error: "a whole number, 0 or more" }).min(0, { error: "a whole number, 0 or more" }))
        .optional()
        .describe("HKLM\\Software\\Microsoft\\SMS\\Setup\\Type; 2 on a healthy secondary site (Q273853)."),
      platform: lookup(form.platform).default("i386"),
      domains: z
        .array(form.domainName, { error: "a list of domain names" })
        .describe("Windows NT domains in which the site manages logon points."),
      logonInstallation: lookup(form.logonInstallation).default(true),
      logonDiscovery: lookup(form.logonDiscovery).default(true),
      remoteInstallation: lookup(form.yesOrNo)
        .default(true)
        .describe("Windows NT Remote Client Installation, the use of CCM, is enabled (Q264630)."),
      copylogFixInstalled: lookup(form.copylogFixInstalled).optional(),
      hotfixes: lookup(
        z.partialRecord(keys(form.hotfixId), lookup(hotfix).optional(), {
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
  const copylog = form.strict(
    {
      text: lookup(z.string({ error: "the text of Copylog.tcf" }))
        .optional()
        .describe("Text of SMSLOGON\\Config\\Copylog.tcf."),
      ...inFiles(lookup, {
        file: form
          .filled("the path of a Copylog.tcf, from the folder of the hierarchy file")
          .optional()
          .describe("Path of a copy of Copylog.tcf, from the folder of the hierarchy file. Excludes text."),
      }),
      sharedOwner: lookup(form.siteCode).optional().describe("Owner of clicore.exe, or else of most shared lines."),
      owners: lookup(z.array(z.string({ error: "a site code" }), { error: "a list of site codes" }))
        .optional()
        .describe("Owners of all shared lines, the one of clicore.exe first. Excludes sharedOwner."),
      siteFolders: lookup(z.array(z.string({ error: "a site code" }), { error: "a list of site codes" }))
        .optional()
        .describe("Sites that have lines of their own below SITES\\ (Q313209)."),
      corrupt: lookup(form.yesOrNo)
        .optional()
        .describe("Not one [FILE SOURCE] section that can be read, or no shared line in it (Q264976)."),
      clicore: lookup(z.string({ error: "a site code, or null if no line names clicore.exe" }).nullable())
        .optional()
        .describe("Owner of clicore.exe; null: the file has no line for it. Goes with owners."),
      modified: lookup(form.time)
        .optional()
        .describe("When the file was last written, as an ISO 8601 time with offset."),
    },
    "an object with what is known of Copylog.tcf",
  );
  return form.strict(
    {
      logonPoint: lookup(form.yesOrNo)
        .optional()
        .describe("false: this domain controller has no share SMSLOGON (Q192487, Q225542)."),
      copylog: lookup(copylog).optional().describe("What Copylog.tcf of this logon point says."),
      updatedSinceFix: lookup(form.yesOrNo)
        .optional()
        .describe("Copylog.tcf was written after the last site of the domain got its Copylog hotfix (Q249077)."),
      notRead: lookup(notReadText).optional().describe(NOT_READ),
    },
    "an object with what is known of the logon point",
  );
}

function documentSchema(lookup: Lookup, keys: Keys) {
  const domain = form.strict(
    {
      pdc: form.pdc,
      bdcs: form.bdcs.default([]),
      seniorList: lookup(z.string({ error: "the text of Senior.lst, or null if there is none" }).nullable())
        .optional()
        .describe(
          "Text of SMSLOGON\\Sitescfg\\Senior.lst on the PDC; null: no such file; absent: not known (Q263395).",
        ),
      logonPoints: lookup(
        z.record(keys(form.serverName), lookup(logonPointSchema(lookup)).optional(), {
          error: "what is known of domain controllers, by server",
        }),
      )
        .optional()
        .describe("What is known of each domain controller. A controller without an entry: nothing is known."),
    },
    "an object that describes a domain",
  );
  const waiver = form.strict(
    {
      rule: z
        .enum(WAIVABLE_RULES, { error: `a rule that can be waived: ${WAIVABLE_RULES.join(", ")}` })
        .describe("Rule that is waived."),
      subject: form
        .filled("the site, domain or server that the waiver is for")
        .describe("Site code, domain or server of the finding. The case of a site code matters."),
      reason: form.filled("the reason for the waiver").describe("Why the risk is accepted."),
      owner: form.filled("who answers for the waiver").describe("Who answers for it."),
      expires: form.day.describe("Last day on which the waiver counts, UTC, at most 90 days ahead."),
    },
    "an object with rule, subject, reason, owner and expires",
  );
  return form.strict(
    {
      hierarchy: form.shownName("the name of the hierarchy").describe("Name of the hierarchy."),
      domains: z
        .record(keys(form.domainName), domain, { error: "domains by name" })
        .default({})
        .describe("Windows NT domains by name; names ignore case."),
      sites: z
        .record(keys(form.siteCode), siteSchema(lookup, keys), { error: "sites by code" })
        .describe("Site servers by site code."),
      upgrades: z
        .array(form.siteCode, { error: "a list of site codes" })
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
