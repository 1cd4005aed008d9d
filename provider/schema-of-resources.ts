import * as z from "zod";
import { SERVED_TYPES } from "../domain/carried/gate";
import { enumOf } from "./schema-enums";
import { anything, text, type JsonSchema } from "./schema-parts";
import { RESOURCE_INPUTS, type ServerResource } from "../domain/carried/resources";

type Part = Readonly<Record<string, unknown>>;

/** What the resources give out besides their inputs. */
const OUTPUTS: Readonly<Record<Exclude<ServerResource, "sp2Upgrade">, Readonly<Record<string, Part>>>> = {
  hotfixInstallation: {
    evidence: {
      $ref: "pulumi.json#/Any",
      description: "The versions of its files, as a site takes them for this hotfix in `hotfixes`.",
    },
    installedAt: text("When it was installed, by the clock of the server; absent if the installer's log is not there."),
    isInstalled: { type: "boolean", description: "The files show the hotfix, or the server is at SP2." },
  },
  seniorSite: {
    content: text("What Senior.lst holds; absent if there is no such file."),
    before: text("What Senior.lst held before; absent if there was no such file."),
    written: text("What the resource left in Senior.lst."),
  },
  copylogUpdate: {
    logonPoints: anything("What each controller shows, by server, as a domain takes it."),
    seniorList: text("What Senior.lst of the PDC held; absent if there was no such file."),
    isUpdated: { type: "boolean", description: "Copylog.tcf is updated and sound on every logon point." },
  },
};

/** Outputs that are always there. */
const GIVEN = ["evidence", "isInstalled", "written", "logonPoints", "isUpdated"];

const MEANING: Readonly<Record<keyof typeof OUTPUTS, string>> = {
  hotfixInstallation:
    "A hotfix that is installed on a site server, shown by the versions of its files when the update reaches it. It runs no installer. Imported as CODE/SERVER/HOTFIX.",
  seniorSite:
    "The Senior Site of a domain: keeps Senior.lst on its PDC, and puts back what was there when it is deleted. Imported as DOMAIN/PDC.",
  copylogUpdate:
    "Waits until Copylog.tcf is updated and sound on every logon point of a domain. It reads the file and never writes it. Cannot be imported.",
};

/** Inputs of an upgrade that waits for its server. */
export function waitInputs(): Record<string, Part> {
  return inputsOf("sp2Upgrade", {}).inputProperties;
}

/** The resources that read servers, with the types of their inputs. */
export function serverResources(): { resources: Record<string, Part>; types: Record<string, Part> } {
  const types: Record<string, Part> = {};
  const resources = Object.entries(OUTPUTS).map(([name, outputs]): [string, Part] => {
    const resource = name as keyof typeof OUTPUTS;
    const { inputProperties, requiredInputs } = inputsOf(resource, types);
    const required = [...requiredInputs, ...Object.keys(outputs).filter((key) => GIVEN.includes(key))];
    const properties = { ...inputProperties, ...outputs };
    return [
      SERVED_TYPES[resource],
      { description: MEANING[resource], inputProperties, requiredInputs, properties, required },
    ];
  });
  return { resources: Object.fromEntries(resources), types };
}

function inputsOf(resource: ServerResource, types: Record<string, Part>) {
  const { properties = {}, required = [] } = z.toJSONSchema(RESOURCE_INPUTS[resource], { io: "input" }) as JsonSchema;
  const partOf = (schema: JsonSchema): Part => {
    const { type, items, properties: members, additionalProperties: values, enum: choices = [] } = schema;
    if (members !== undefined) {
      const token = `sms:index:${resource.charAt(0).toUpperCase()}${resource.slice(1)}Participant`;
      const description = "What counts of a site that takes part in the domain.";
      types[token] = {
        description,
        type: "object",
        properties: mapValues(members, described),
        required: schema.required ?? [],
      };
      return { $ref: `#/types/${token}` };
    }
    if (items !== undefined) return { type: "array", items: partOf(items) };
    if (typeof values === "object") return { type: "object", additionalProperties: partOf(values) };
    return enumOf(choices, types) ?? { type: type ?? "string" };
  };
  const described = (schema: JsonSchema): Part => ({ ...partOf(schema), description: schema.description ?? "" });
  return { inputProperties: mapValues(properties, described), requiredInputs: required };
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
