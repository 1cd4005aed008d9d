import { FACTS_FORMAT, formatFault, sharedPart, shareFacts } from "../../../domain/carried/shared-facts";
import { hierarchyJsonSchema } from "../../../domain/model/document";

const DOCUMENT = {
  hierarchy: "contoso",
  domains: { CORP: { pdc: "CORPPDC", seniorList: null } },
  sites: { CEN: { type: "central", build: 1380, domains: ["CORP"], fullVersion: null } },
} as const;

test("shared facts have their format, their stack and every fact, null and absent apart", () => {
  const shared = shareFacts(DOCUMENT as never, "organization/contoso-central/prod");
  expect(JSON.parse(JSON.stringify(shared))).toEqual({
    formatVersion: 1,
    stack: "organization/contoso-central/prod",
    ...DOCUMENT,
    waivers: [],
  });
});

test("upgrades are shared by the stack that plans some", () => {
  const document = { ...DOCUMENT, upgrades: ["CEN"] };
  expect(shareFacts(document as never, "s").upgrades).toEqual(["CEN"]);
  expect(shareFacts({ ...document, upgrades: [] } as never, "s")).not.toHaveProperty("upgrades");
});

const NO_FACTS = "does not have the facts of a hierarchy. Export `facts` of a Hierarchy as it is";

test.each<[string, unknown, string | undefined]>([
  ["facts in the format of this version", { formatVersion: 1 }, undefined],
  [
    "facts in a newer format",
    { formatVersion: 2 },
    "has facts in format 2, which is newer; this version of pulumi-sms reads 1. Update pulumi-sms in the project that reads them",
  ],
  [
    "facts in an older format",
    { formatVersion: 0 },
    "has facts in format 0, which is older; this version of pulumi-sms reads 1. Update pulumi-sms in the project that exports them and run pulumi up there",
  ],
  ["a document without a format", DOCUMENT, NO_FACTS],
  ["a format that is a text", { formatVersion: "1" }, NO_FACTS],
  ["a format between two", { formatVersion: 1.5 }, NO_FACTS],
  ["a stack whose name breaks the line", { formatVersion: 1, stack: "o/p/s\n::error::" }, NO_FACTS],
  ["a stack that is no text", { formatVersion: 1, stack: {} }, NO_FACTS],
  ["a text", "{}", NO_FACTS],
  ["a list", [], NO_FACTS],
  ["null", null, NO_FACTS],
  ["nothing", undefined, NO_FACTS],
])("%s", (_, value, fault) => {
  expect(formatFault(value)).toBe(fault);
});

test("what is not the name of a stack is not shown as one", () => {
  const names = ["o/p/s", "o/p/s\u001b[31m", undefined].map(
    (stack) => sharedPart({ formatVersion: 1, stack }, "documents[0]").name,
  );
  expect(names).toEqual(["o/p/s", "documents[0]", "documents[0]"]);
});

/**
 * A release that does not know a fact refuses it as an unknown key, which says less than "newer format". Whoever adds a
 * fact, or removes one, raises FACTS_FORMAT.newest and writes the new list here.
 */
test("the format has the number that belongs to the facts of the model", () => {
  const facts = `
    hierarchy domains domains.pdc domains.bdcs domains.seniorList domains.logonPoints domains.logonPoints.logonPoint
    domains.logonPoints.copylog domains.logonPoints.copylog.text domains.logonPoints.copylog.file
    domains.logonPoints.copylog.sharedOwner domains.logonPoints.copylog.owners
    domains.logonPoints.copylog.siteFolders domains.logonPoints.copylog.corrupt domains.logonPoints.copylog.clicore
    domains.logonPoints.copylog.modified domains.logonPoints.updatedSinceFix domains.logonPoints.notRead sites
    sites.type sites.server sites.name sites.parent sites.build sites.version sites.fullVersion sites.setupType
    sites.platform sites.domains sites.logonInstallation sites.logonDiscovery sites.remoteInstallation
    sites.copylogFixInstalled sites.hotfixes sites.hotfixes.installed sites.hotfixes.files sites.hotfixes.attestedBy
    sites.hotfixes.attestedOn sites.notRead upgrades waivers waivers.rule waivers.subject waivers.reason
    waivers.owner waivers.expires
  `;
  expect([FACTS_FORMAT.newest, keysOf(hierarchyJsonSchema())]).toEqual([1, facts.trim().split(/\s+/)]);
});

/** Every key that the model knows, with the keys around it. */
function keysOf(schema: unknown, path = ""): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { properties = {}, additionalProperties, items, anyOf } = schema as Record<string, object>;
  const own = Object.entries(properties).flatMap(([key, value]) => [
    `${path}${key}`,
    ...keysOf(value, `${path}${key}.`),
  ]);
  const alternatives = Array.isArray(anyOf) ? anyOf : [];
  return [...own, ...[additionalProperties, items, ...alternatives].flatMap((inner) => keysOf(inner, path))];
}
