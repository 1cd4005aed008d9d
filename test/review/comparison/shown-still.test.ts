import { toFacts } from "../../../domain/model/facts";
import { PENDING } from "../../../domain/pending";
import type { MinimumEvidence } from "../../../domain/settings";
import { factChanges } from "../../../review/comparison/fact-changes";
import { ATTESTED, hierarchy, SP1_FILES, TODAY, type Changes } from "../../kit/base";

const FIX = "sites/P01/hotfixes/Q249077";
const FILE = "Bin\\i386\\Nt_logon.dll";
const CCM = "sites/P01/hotfixes/Q252717";
const CCM_FILES = SP1_FILES.Q252717.files;
const ONE_FILE = { files: { "Bin\\i386\\Ccm.dll": "2.0.1380.1125" } };
const POINT = "domains/CORP/logonPoints/CORPPDC";
const LIST = "domains/CORP/seniorList";
const INSTALLED = "2000-06-20T08:00:00Z";
const TIMES = { "sites/CEN/copylogFixInstalled": INSTALLED, "sites/P01/copylogFixInstalled": INSTALLED };
const written = (modified: string) => ({ [POINT]: { copylog: { owners: ["CEN"], modified } } });
const MODIFIED = written("2000-06-21T08:00:00Z");
const SAID = { [POINT]: { copylog: { owners: ["CEN"] }, updatedSinceFix: true } };
const SECONDARY = { "sites/P01/type": "secondary" };

/** The facts that are weaker, by their names in a hierarchy file. */
function weakerIn(before: Changes, now: Changes, minimumEvidence: MinimumEvidence = "attested"): string[] {
  const governance = { reading: "every-site", minimumEvidence, levels: {}, waivers: "allowed" } as const;
  const sideOf = (changes: Changes) => ({ facts: toFacts(hierarchy(changes)), governance, today: TODAY });
  return factChanges(sideOf(before), sideOf(now)).flatMap(({ effect, message }) =>
    effect === "weaker" ? message.slice(0, message.indexOf(" of ")) : [],
  );
}

describe("evidence that goes is weaker only if what it showed is not shown otherwise", () => {
  test.each<[string, Changes, Changes, string[]]>([
    ["an attestation, replaced by all files", { [CCM]: ATTESTED }, {}, []],
    [
      "an attestation, replaced by some of the files",
      { [CCM]: ATTESTED },
      { [CCM]: ONE_FILE },
      ["hotfixes.Q252717.attestedBy", "hotfixes.Q252717.attestedOn"],
    ],
    [
      "an attestation, replaced by files that are pending",
      { [CCM]: ATTESTED },
      { [CCM]: { files: PENDING } },
      ["hotfixes.Q252717.attestedBy", "hotfixes.Q252717.attestedOn"],
    ],
    [
      "an attestation, replaced by a hotfix that is not installed",
      { [CCM]: ATTESTED },
      { [CCM]: { installed: false } },
      ["hotfixes.Q252717.attestedBy", "hotfixes.Q252717.attestedOn", "hotfixes.Q252717.installed"],
    ],
    ["an attestation on a secondary site", { ...SECONDARY, [CCM]: ATTESTED }, { ...SECONDARY, [CCM]: undefined }, []],
    [
      "an attestation that is dated ahead",
      { [CCM]: { ...ATTESTED, attestedOn: "2000-07-09" } },
      { [CCM]: undefined },
      [],
    ],
    ["an attestation beside all files", { [CCM]: { ...ATTESTED, files: CCM_FILES } }, {}, []],
    [
      "the attestation of a hotfix, while another one is proven by its files",
      { [FIX]: ATTESTED, [CCM]: ATTESTED },
      { [FIX]: undefined },
      ["hotfixes.Q249077.attestedBy", "hotfixes.Q249077.attestedOn"],
    ],
    ["a file that is too old", { [`${FIX}/files/${FILE}`]: "2.0.1380.1104" }, { [FIX]: undefined }, []],
    ["a file that the hotfix does not need", { [`${FIX}/files/Bin\\i386\\Ccm.dll`]: "2.0.1380.1125" }, {}, []],
    ["a version above another that is enough", { [`${FIX}/files/${FILE}`]: "2.0.1380.1106" }, {}, []],
    [
      "one of the files",
      {},
      { [CCM]: ONE_FILE },
      ["hotfixes.Q252717.files.Bin\\i386\\Ccmbtldr.exe", "hotfixes.Q252717.files.Bin\\i386\\Baseobj.dll"],
    ],
    ["a statement that a file was updated, replaced by times", SAID, { ...TIMES, ...MODIFIED }, []],
    ["times, replaced by the statement that a file was updated", { ...TIMES, ...MODIFIED }, SAID, []],
    ["a statement, replaced by a time without that of the hotfix", SAID, MODIFIED, ["updatedSinceFix"]],
    [
      "a statement, replaced by a time that is ahead of today",
      SAID,
      { ...TIMES, ...written("2000-07-21T08:00:00Z") },
      ["updatedSinceFix"],
    ],
    [
      "a statement, replaced by a time before that of the hotfix",
      SAID,
      { ...TIMES, ...written("2000-06-19T08:00:00Z") },
      ["updatedSinceFix"],
    ],
    [
      "the time of a file",
      { ...TIMES, ...MODIFIED },
      { ...TIMES, [POINT]: { copylog: { owners: ["CEN"] } } },
      ["copylog.modified"],
    ],
    [
      "the time of a hotfix with which a file is compared",
      { ...TIMES, ...MODIFIED },
      { ...TIMES, ...MODIFIED, "sites/CEN/copylogFixInstalled": undefined },
      ["copylogFixInstalled"],
    ],
    ["a Senior.lst that names no site of the domain", { [LIST]: "XXX" }, { [LIST]: undefined }, []],
    ["that there is no Senior.lst, of sites with one version", { [LIST]: null }, { [LIST]: undefined }, []],
    [
      "a Senior.lst of a domain of one site",
      { "sites/P01/domains": [] },
      { "sites/P01/domains": [], [LIST]: undefined },
      ["seniorList"],
    ],
  ])("%s", (_, before, now, expected) => {
    expect(weakerIn(before, now)).toEqual(expected);
  });

  test("an attestation does not count where only files do", () => {
    const gone = [{ [CCM]: ATTESTED }, { [CCM]: undefined }] as const;
    expect(weakerIn(...gone, "files")).toEqual([]);
    expect(weakerIn(...gone)).toHaveLength(2);
  });
});
