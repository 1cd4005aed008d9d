import * as z from "zod";
import { FUNCTIONS } from "./inspect";
import { enumOf } from "./schema-enums";
import { factsJsonSchema } from "../domain/model/document";
import { isNullable, noneKey } from "../domain/model/none";
import { TYPES, UPGRADE_KEYS } from "../domain/carried/gate";
import { serverResources, waitInputs } from "./schema-of-resources";
import { anything, text, type JsonSchema } from "./schema-parts";
import { LEVELS, PLUGIN_SETTINGS, programSchema } from "../domain/settings";

type PulumiType = Readonly<Record<string, unknown>>;

/** Names and meanings of the object types of a hierarchy document, by where they stand in it. */
const TYPES_BY_PLACE: Readonly<Record<string, readonly [name: string, meaning: string]>> = {
  "domains.*": ["DomainFacts", "What is known of a Windows NT domain. What is left out is not known."],
  "domains.*.logonPoints.*": ["LogonPointFacts", "What is known of a domain controller as a logon point."],
  "domains.*.logonPoints.*.copylog": ["CopylogFacts", "What is known of Copylog.tcf on a logon point."],
  "sites.*": ["SiteFacts", "What is known of a site server. What is left out is not known."],
  "sites.*.hotfixes.*": ["HotfixFacts", "What is known of one hotfix at a site: versions of files, or who attests it."],
  "waivers.*": ["Waiver", "An accepted exception: one rule, one subject, for at most 90 days."],
};

/** How the SDKs are called that the generators of Pulumi make. The name `pulumi-sms` belongs to the package with the components. */
const LANGUAGES = {
  nodejs: { packageName: "pulumi-sms-sdk", respectSchemaVersion: true },
  python: { packageName: "pulumi_sms", pyproject: { enabled: true }, respectSchemaVersion: true },
  go: { importBasePath: "pulumi-sms/sdk/go/sms", respectSchemaVersion: true },
};

/** What other languages are told of the gate and of upgrades. */
const NOT_FOR_PROGRAMS =
  "Not for programs: a Hierarchy creates it with the facts and digests that the policies expect.";

/** The schema of the package `sms` as Pulumi reads it. The facts in it are those of the model. */
export function packageSchema(version: string): object {
  const types: Record<string, object> = {};
  const document = factsJsonSchema() as JsonSchema;
  const facts = propertiesOf(document, "", types);
  const onServers = serverResources();
  return {
    name: "sms",
    version,
    displayName: "SMS 2.0",
    description:
      "Refuses the upgrade of a Microsoft SMS 2.0 hierarchy to Service Pack 2 until the prerequisites of Q261931 hold.",
    keywords: ["pulumi", "systems-management-server", "sms-2.0"],
    license: "Apache-2.0",
    meta: { supportPack: true },
    language: LANGUAGES,
    provider: {},
    resources: {
      [TYPES.hierarchy]: {
        isComponent: true,
        description:
          "An SMS 2.0 hierarchy: its domains and sites, the gate that checks all of it (Q261931), and its planned upgrades.",
        inputProperties: { ...facts, ...HIERARCHY_INPUTS },
        properties: HIERARCHY_OUTPUTS,
        required: Object.keys(HIERARCHY_OUTPUTS),
      },
      [TYPES.gate]: {
        description: `${NOT_FOR_PROGRAMS} The gate of a hierarchy: created only if the rules hold for every planned upgrade. Cannot be imported.`,
        inputProperties: { ...facts, ...PACKED, ...settings() },
        requiredInputs: document.required,
        properties: GATE_OUTPUTS,
        required: Object.keys(GATE_OUTPUTS),
      },
      [TYPES.upgrade]: {
        description: `${NOT_FOR_PROGRAMS} The upgrade of one site to SP2: created only under a clearance of the gate. Its hierarchy and site cannot change, it cannot be imported, and deleting it takes nothing back.`,
        inputProperties: { ...UPGRADE_INPUTS, ...waitInputs() },
        requiredInputs: UPGRADE_KEYS,
        properties: UPGRADE_OUTPUTS,
        required: ["hierarchy", "site", "cleared", "clearedUnder"],
      },
      ...onServers.resources,
    },
    config: { variables: variables() },
    functions: FUNCTION_SCHEMAS,
    types: { ...types, ...onServers.types, [DIFFERENCE]: DIFFERENCE_TYPE },
  };
}

/** The configuration of the plugin: with what it reads servers. */
function variables(): Record<string, object> {
  return Object.fromEntries(
    Object.entries(PLUGIN_SETTINGS).map(([key, meaning]) => [
      key,
      { ...text(meaning), ...(key === "password" ? { secret: true } : {}) },
    ]),
  );
}

/** The settings of a program. */
function settings(): Record<string, object> {
  const { properties = {} } = z.toJSONSchema(programSchema, { io: "input" }) as JsonSchema;
  return Object.fromEntries(
    Object.entries(properties).map(([key, { description, enum: values, default: preset }]) =>
      values === undefined
        ? [key, levels(`${description} Each is ${LEVELS.join(" or ")}. Default none.`)]
        : [key, text(`${description} Default ${String(preset)}. One of ${values.join(", ")}.`)],
    ),
  );
}

const levels = (description: string) => ({
  type: "object",
  additionalProperties: { type: "string" },
  description,
});

const list = (description: string, items: object = { type: "string" }) => ({ type: "array", items, description });

const DIFFERENCE = "sms:index:EvidenceDifference";
const DIFFERENCE_TYPE = {
  description: "A fact that a server shows otherwise than it is declared.",
  type: "object",
  properties: {
    subject: text("As `site P01`, `domain CORP` or `server CORPPDC`."),
    fact: text("Field of the facts."),
    declared: text("What is declared."),
    found: text("What the server shows."),
  },
  required: ["subject", "fact", "declared", "found"],
};

/** What both functions give beside facts. */
const REMARKS = {
  differences: list("What is declared otherwise than the servers show it.", { $ref: `#/types/${DIFFERENCE}` }),
  notes: list("What could not be read, and why."),
};

const FUNCTION_SCHEMAS = {
  [FUNCTIONS.site]: {
    description: "Reads a site server: its build, its registry and the files of its hotfixes. Reads in preview too.",
    inputs: {
      type: "object",
      properties: {
        code: text("Site code."),
        server: text("Name of the site server."),
        platform: text("Its processor, i386 (default) or alpha."),
        declared: anything("Facts to compare with what is found."),
      },
      required: ["code", "server"],
    },
    outputs: {
      type: "object",
      properties: {
        build: { type: "integer", description: "Build of SMS 2.0." },
        fullVersion: text("Full Version of the registry."),
        setupType: { type: "integer", description: "Type of the registry." },
        copylogFixInstalled: text("When the Copylog hotfix was installed."),
        hotfixes: anything("Versions of the files of each hotfix, by article."),
        ...REMARKS,
      },
      required: Object.keys(REMARKS),
    },
  },
  [FUNCTIONS.domain]: {
    description: "Reads Copylog.tcf of each controller of a domain, and Senior.lst of its PDC. Reads in preview too.",
    inputs: {
      type: "object",
      properties: {
        domain: text("Name of the domain."),
        pdc: text("Primary domain controller."),
        bdcs: list("Backup domain controllers."),
        copylogFixInstalled: list("When each site of the domain got its Copylog hotfix."),
        declared: anything("Facts to compare with what is found."),
      },
      required: ["domain", "pdc"],
    },
    outputs: {
      type: "object",
      properties: {
        seniorList: text("Text of Senior.lst on the PDC."),
        logonPoints: anything("What each controller shows, by server."),
        ...REMARKS,
      },
      required: ["logonPoints", ...Object.keys(REMARKS)],
    },
  },
};

/** What a Hierarchy takes beside the facts. */
const HIERARCHY_INPUTS = {
  hierarchy: text("Name of the hierarchy. Default: that of the files or documents, else the name of the resource."),
  file: text("A hierarchy file, YAML or JSON, from the folder of the project, the one with Pulumi.yaml."),
  files: list("Several hierarchy files that are one hierarchy, from the folder of the project."),
  documents: list("Facts of the same hierarchy that other stacks export, as `facts` of their Hierarchy gives them.", {
    $ref: "pulumi.json#/Any",
  }),
  part: {
    type: "boolean",
    description:
      "This is a part of a hierarchy: other stacks declare the rest, and the one that reads its `facts` has the gate. Default false.",
  },
  namePrefix: text(
    "What the names of all resources of the hierarchy begin with. Needed if two hierarchies of one stack have a site code or a domain name in common.",
  ),
};

const HIERARCHY_OUTPUTS = {
  verdict: text("The worst verdict of the planned upgrades: ready. Of a part: not checked."),
  cleared: {
    type: "object",
    additionalProperties: { type: "boolean" },
    description: "By site code: the upgrade of the site may begin. What installs SP2 depends on it.",
  },
  facts: { $ref: "pulumi.json#/Any", description: "The facts of the hierarchy, for `documents` of another stack." },
};

/** How domains and sites travel in a gate: as JSON texts if all in them is known. */
const PACKED = {
  domains: anything("Facts of each domain, by name: an object, or its JSON text."),
  sites: anything("Facts of each site, by code: an object, or its JSON text."),
};

const GATE_OUTPUTS = {
  hierarchy: text("Name of the hierarchy."),
  verdict: text("The worst verdict of the planned upgrades: ready."),
  blockers: { type: "array", items: { type: "string" }, description: "What keeps upgrades from being ready: nothing." },
  digest: text("Digest of the facts that were checked, with its scheme."),
  clearance: text("What upgrades take: the digest, the hierarchy, and the last day on which the result is valid."),
};

const UPGRADE_INPUTS: Record<(typeof UPGRADE_KEYS)[number], object> = {
  hierarchy: text("Name of the hierarchy."),
  site: text("Code of the site."),
  clearance: text("The clearance that the gate of the hierarchy gave out."),
  factsDigest: text("Digest of the facts that the program declares now."),
};

const UPGRADE_OUTPUTS = {
  hierarchy: text("Name of the hierarchy."),
  site: text("Code of the site."),
  cleared: { type: "boolean", description: "The upgrade may begin." },
  clearedUnder: text("The clearance under which the upgrade was let through."),
  isFinished: { type: "boolean", description: "The site server shows build 1493; absent without waitFor." },
};

function propertiesOf(
  { properties = {} }: JsonSchema,
  path: string,
  types: Record<string, object>,
): Record<string, object> {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([key, schema]) => {
      const type = pulumiType(schema, path === "" ? key : `${path}.${key}`, types);
      const fact = { ...type, ...(schema.description === undefined ? {} : { description: schema.description }) };
      return [[key, fact], ...(isNullable(schema) ? [[noneKey(key), noneOf(key)]] : [])];
    }),
  );
}

/** Most languages lose null on the way to the plugin. */
function noneOf(key: string): object {
  return { type: "boolean", description: `true: the same as null for ${key}, for languages without null.` };
}

/** The Pulumi type of a place in the document; object types and enums are added to `types`. */
function pulumiType(schema: JsonSchema, path: string, types: Record<string, object>): PulumiType {
  const { additionalProperties: members, items, enum: values = [] } = schema;
  if (schema.properties !== undefined) {
    const [name, description] = TYPES_BY_PLACE[path] ?? [];
    const properties = propertiesOf(schema, path, types);
    types[`sms:index:${name}`] = { description, type: "object", properties, required: schema.required ?? [] };
    return { $ref: `#/types/sms:index:${name}` };
  }
  const choice = enumOf(values, types);
  if (choice !== undefined) return choice;
  if (items !== undefined) return { type: "array", items: pulumiType(items, `${path}.*`, types) };
  if (typeof members === "object")
    return { type: "object", additionalProperties: pulumiType(members, `${path}.*`, types) };
  const stated = schema.anyOf?.[0]?.type ?? schema.type;
  const [type] = typeof stated === "string" ? [stated] : (stated ?? []);
  return { type };
}
