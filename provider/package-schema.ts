import type * as z from "zod";
import { TYPES } from "../domain/carried/gate";
import { FUNCTION_INPUTS, RESOURCE_INPUTS } from "../domain/carried/resources";
import { factsJsonSchema } from "../domain/model/document";
import { PLUGIN_SETTINGS, programSchema } from "../domain/settings";
import { SOURCES } from "./construct";
import { FUNCTIONS } from "./inspect";
import { serverResources } from "./schema-of-resources";
import { anything, text, texts, Types } from "./schema-types";

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
  const types = new Types();
  const facts = types.inputsOf(factsJsonSchema());
  const upgrade = types.inputsOf(RESOURCE_INPUTS.sp2Upgrade);
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
        inputProperties: {
          ...facts.properties,
          ...types.inputsOf(SOURCES.omit({ waitFor: true })).properties,
          hierarchy: HIERARCHY,
        },
        properties: HIERARCHY_OUTPUTS,
        required: Object.keys(HIERARCHY_OUTPUTS),
      },
      [TYPES.gate]: {
        description: `${NOT_FOR_PROGRAMS} The gate of a hierarchy: created only if the rules hold for every planned upgrade. Cannot be imported.`,
        inputProperties: { ...facts.properties, ...PACKED, ...types.inputsOf(programSchema).properties },
        requiredInputs: facts.required,
        properties: GATE_OUTPUTS,
        required: Object.keys(GATE_OUTPUTS),
      },
      [TYPES.upgrade]: {
        description: `${NOT_FOR_PROGRAMS} The upgrade of one site to SP2: created only under a clearance of the gate. Its hierarchy and site cannot change, it cannot be imported, and deleting it takes nothing back.`,
        inputProperties: upgrade.properties,
        requiredInputs: upgrade.required,
        properties: UPGRADE_OUTPUTS,
        required: ["hierarchy", "site", "cleared", "clearedUnder"],
      },
      ...serverResources(types),
    },
    config: { variables: variables() },
    functions: functions(types),
    types: { ...types.all, [DIFFERENCE]: DIFFERENCE_TYPE },
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
  differences: {
    type: "array",
    items: { $ref: `#/types/${DIFFERENCE}` },
    description: "What is declared otherwise than the servers show it.",
  },
  notes: texts("What could not be read, and why."),
};

function functions(types: Types): Record<string, object> {
  const functionOf = (description: string, inputs: z.ZodObject, outputs: Record<string, object>, given: string[]) => ({
    description: `${description} Reads in preview too.`,
    inputs: { type: "object", ...types.inputsOf(inputs) },
    outputs: { type: "object", properties: { ...outputs, ...REMARKS }, required: [...given, ...Object.keys(REMARKS)] },
  });
  return {
    [FUNCTIONS.inspectSite]: functionOf(
      "Reads a site server: its build, its registry and the files of its hotfixes.",
      FUNCTION_INPUTS.inspectSite,
      {
        build: { type: "integer", description: "Build of SMS 2.0." },
        fullVersion: text("Full Version of the registry."),
        setupType: { type: "integer", description: "Type of the registry." },
        copylogFixInstalled: text("When the Copylog hotfix was installed."),
        hotfixes: anything("Versions of the files of each hotfix, by article."),
      },
      [],
    ),
    [FUNCTIONS.inspectDomain]: functionOf(
      "Reads Copylog.tcf of each controller of a domain, and Senior.lst of its PDC.",
      FUNCTION_INPUTS.inspectDomain,
      {
        seniorList: text("Text of Senior.lst on the PDC."),
        logonPoints: anything("What each controller shows, by server."),
      },
      ["logonPoints"],
    ),
  };
}

const HIERARCHY = text(
  "Name of the hierarchy. Default: that of the files or documents, else the name of the resource.",
);

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
  blockers: texts("What keeps upgrades from being ready: nothing."),
  digest: text("Digest of the facts that were checked, with its scheme."),
  clearance: text("What upgrades take: the digest, the hierarchy, and the last day on which the result is valid."),
};

const UPGRADE_OUTPUTS = {
  hierarchy: text("Name of the hierarchy."),
  site: text("Code of the site."),
  cleared: { type: "boolean", description: "The upgrade may begin." },
  clearedUnder: text("The clearance under which the upgrade was let through."),
  isFinished: { type: "boolean", description: "The site server shows build 1493; absent without waitFor." },
};
