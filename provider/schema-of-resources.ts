import { SERVED_TYPES } from "../domain/carried/gate";
import { anything, text, type Types } from "./schema-types";
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

/** The resources that read servers. */
export function serverResources(types: Types): Record<string, Part> {
  return Object.fromEntries(
    Object.entries(OUTPUTS).map(([name, outputs]) => {
      const resource = name as keyof typeof OUTPUTS;
      const { properties: inputProperties, required: requiredInputs } = types.inputsOf(
        RESOURCE_INPUTS[resource],
        resource,
      );
      const required = [...requiredInputs, ...Object.keys(outputs).filter((key) => GIVEN.includes(key))];
      const properties = { ...inputProperties, ...outputs };
      return [
        SERVED_TYPES[resource],
        { description: MEANING[resource], inputProperties, requiredInputs, properties, required },
      ];
    }),
  );
}
