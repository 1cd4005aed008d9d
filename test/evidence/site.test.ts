import { siteEvidence, siteWishes, type SiteToRead } from "../../evidence/site";
import type { Answer } from "../../evidence/share";
import { SP1_FILES } from "../kit/base";

const SITE: SiteToRead = { code: "P01", server: "SMSP01", platform: "i386" };
const MISSING: Answer = { kind: "missing", reason: "no such file" };
const read = (content: string, modified = 0): Answer => ({ kind: "read", content, modified });

/** What the site server shows with these answers by file name; every other file is missing. */
function evidenceOf(answers: Record<string, Answer>, setup?: Parameters<typeof siteEvidence>[2], offset?: number) {
  const all = siteWishes(SITE).map(({ path }) => answers[path.slice(path.lastIndexOf("\\") + 1)] ?? MISSING);
  return siteEvidence(SITE, all, setup, offset);
}

const FIXED = {
  "Nt_logon.dll": read("2.0.1380.1105"),
  "Ccm.dll": read("2.0.1380.1125"),
  "Ccmbtldr.exe": read("2.0.1380.1125"),
  "Baseobj.dll": read("2.0.1380.1101"),
};

test("a fixed site: build, versions of both hotfixes, and when the log was written", () => {
  const log = read("", Date.UTC(2000, 5, 20, 18));
  expect(
    evidenceOf({ ...FIXED, "Q249077.log": log }, { fullVersion: "2.00.1380.1000", setupType: 2 }, 300_000),
  ).toEqual({
    server: "SMSP01",
    offset: 300_000,
    notes: [],
    facts: {
      build: 1380,
      fullVersion: "2.00.1380.1000",
      setupType: 2,
      copylogFixInstalled: "2000-06-20T18:00:00Z",
      hotfixes: SP1_FILES,
    },
  });
});

test.each([
  ["is too old", "2.0.1380.1062"],
  ["is one of a client pack", "2.0.1380.1405"],
  ["is of another service pack", "2.0.1380.2004"],
])("the log of an installer shows no installation if the file %s", (_, version) => {
  const { facts } = evidenceOf({ ...FIXED, "Nt_logon.dll": read(version), "Q249077.log": read("", 1) });
  expect(facts).not.toHaveProperty("copylogFixInstalled");
});

test("a file that is missing is null, one that cannot be read is absent and said", () => {
  const { facts, notes } = evidenceOf({
    ...FIXED,
    "Ccm.dll": { kind: "refused", reason: "access denied" },
    "Baseobj.dll": MISSING,
  });
  expect(facts.hotfixes).toMatchObject({
    Q252717: { files: { "Bin\\i386\\Ccmbtldr.exe": "2.0.1380.1125", "Bin\\i386\\Baseobj.dll": null } },
  });
  expect(notes).toEqual(["\\\\SMSP01\\SMS_P01\\Bin\\i386\\Ccm.dll: access denied"]);
});

test("without readable programs the registry shows the build", () => {
  expect(evidenceOf({}, { fullVersion: "2.00.1239.0000" }).facts).toMatchObject({ build: 1239 });
});

test("programs of different builds show no build, unless the registry does", () => {
  const mixed = { ...FIXED, "Ccm.dll": read("2.0.1239.64") };
  expect(evidenceOf(mixed)).toMatchObject({ facts: {}, notes: ["SMSP01: the files read are of different builds"] });
  expect(evidenceOf(mixed, { fullVersion: "2.00.1380.1000" }).facts).toMatchObject({ build: 1380 });
});

test("a site at SP2 has its build and no hotfixes", () => {
  const sp2 = Object.fromEntries(Object.keys(FIXED).map((name) => [name, read("2.0.1493.2005")]));
  expect(evidenceOf(sp2).facts).toEqual({ build: 1493 });
});

test("a registry that lets nobody in is a note, and the files count", () => {
  expect(evidenceOf(FIXED, { kind: "refused", reason: "access denied" })).toMatchObject({
    facts: { build: 1380 },
    notes: ["registry of SMSP01: access denied"],
  });
});
