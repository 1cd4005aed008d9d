import * as fs from "node:fs";
import * as path from "node:path";
import { parseHierarchyFile } from "../../../domain/text/hierarchy-file";
import { settingsSchema } from "../../../domain/settings";
import type { Finding } from "../../../rules/finding";
import { judge, type Judgement } from "../../../rules/judge/judge";

/** What the rules say of a hierarchy that an article describes. */
interface Case {
  readonly file: string;
  readonly article: string;
  readonly verdict: Judgement["verdict"];
  /** Code, subject, level and certainty of the findings that cite the article. */
  readonly findings: readonly string[];
  /** What their remedies say, in this order. */
  readonly remedy: readonly RegExp[];
  /** What no text of any finding says. */
  readonly never?: RegExp;
}

const CASES: readonly Case[] = [
  {
    file: "Q263345",
    article: "Q263345",
    verdict: "blocked",
    findings: ["copylog-stale-site WESTPDC mandatory known"],
    remedy: [
      /Remove WEST from both logon methods at all sites, delete what remains .* add the domain again/,
      /enable the logon methods for WEST at HUB again, in SMS itself/,
      /upgrade of one site of the domain to SP2 corrects the file too/,
    ],
    never: /declare it with this domain|to the Senior Site\b/,
  },
  {
    file: "Q313209",
    article: "Q313209",
    verdict: "blocked",
    findings: ["copylog-stale-site WESTPDC mandatory known", "copylog-stale-site WESTPDC advisory known"],
    remedy: [
      /If DEL is a site that is still running, declare it/,
      /the site that has the newest version of that very file. Do not give all of them to one site/,
      /Delete the lines under SITES\\ of DEL, and the files/,
    ],
    never: /no harm|harmless/,
  },
  {
    file: "Q264630-last-site",
    article: "Q264630",
    verdict: "ready",
    findings: [
      "missing-hotfix B02 advisory known",
      "missing-hotfix B02 advisory known",
      "half-upgraded-domain WEST advisory known",
    ],
    remedy: [
      /^Upgrade B02: it is the last site below SP2.* repairs them, but not always if their users lack local admin/,
    ],
    never: /Run Q2|reinstall/,
  },
  {
    file: "Q264630-locked-file",
    article: "Q264630",
    verdict: "ready",
    findings: ["copylog-not-updated WESTPDC advisory known", "half-upgraded-domain WEST advisory known"],
    remedy: [/^Upgrade B02/, /permissions of the file were restricted .* does not get younger/],
    never: /read-only|read only/,
  },
  {
    file: "Q257202",
    article: "Q257202",
    verdict: "blocked",
    findings: ["copylog-not-updated WESTPDC mandatory known"],
    remedy: [
      /^Force a cycle .* Senior Site, HUB: create a file named Nt_logon\.not in SMS\\Inboxes\\nt_logon\.box\\Notify/,
      /within 2 to 3 hours of each other/,
    ],
    never: /nt_logon\.box\\Locks/,
  },
  {
    file: "Q267258",
    article: "Q267258",
    verdict: "undetermined",
    findings: ["full-version-mismatch S01 advisory known"],
    remedy: [/Setup\\Full Version \(REG_SZ\) to 2\.00\.1380\.1000 before an installer runs/],
  },
  {
    file: "Q245101",
    article: "Q245101",
    verdict: "ready",
    findings: ["domain-name-case B02 advisory known"],
    remedy: [/marks the site for removal, and adds and removes its files on the logon points again and again/],
  },
  {
    file: "Q252717",
    article: "Q252717",
    verdict: "ready",
    findings: ["ccm-without-shared-domain B02 advisory known"],
    remedy: [/Compare the site boundaries: if they overlap, install the hotfix before any site is upgraded/],
  },
  {
    file: "Q225542",
    article: "Q225542",
    verdict: "ready",
    findings: ["pdc-not-logon-point WEST advisory known"],
    remedy: [/One of the two facts is probably wrong/],
  },
  {
    file: "Q255174",
    article: "Q249077",
    verdict: "undetermined",
    findings: ["evidence-insufficient B02 mandatory unknown", "evidence-insufficient HUB mandatory unknown"],
    remedy: [
      /Compare the declared versions of Nt_logon\.dll in Bin\\i386 with those on the server/,
      /Run Q249077\.exe \/s/,
      /Read these versions again/,
    ],
  },
  {
    file: "Q264976",
    article: "Q264976",
    verdict: "blocked",
    findings: ["copylog-corrupt WESTPDC mandatory known"],
    remedy: [
      /every line names the Senior Site. Or: on the PDC delete the files/,
      /Force a cycle .* HUB: change something/,
    ],
    never: /Nt_logon\.not/,
  },
  { file: "Q263395", article: "Q263395", verdict: "undetermined", findings: [], remedy: [] },
  {
    file: "Q273853",
    article: "Q252717",
    verdict: "undetermined",
    findings: ["evidence-insufficient B02 mandatory unknown"],
    remedy: [
      /In HKLM\\Software\\Microsoft\\SMS\\Setup of the server set `Type` to 1/,
      /^Stop the service SMS_SQL_MONITOR/,
    ],
  },
];

const settings = settingsSchema.parse({});

function judged(file: string): Judgement {
  const text = fs.readFileSync(path.join(__dirname, `${file}.yaml`), "utf8");
  return judge(parseHierarchyFile(text, "yaml"), { settings, today: "2000-07-01" });
}

const line = ({ code, subject, level, certainty }: Finding) => `${code} ${subject.name} ${level} ${certainty}`;

test.each(CASES)("$file", ({ file, article, verdict, findings, remedy, never }) => {
  const judgement = judged(file);
  const citing = judgement.findings.filter(({ articles }) => articles.includes(article));
  expect({ verdict: judgement.verdict, findings: citing.map(line) }).toEqual({ verdict, findings });
  const steps = citing.flatMap((finding) => finding.remedy);
  const places = remedy.map((wanted) => steps.findIndex((step) => wanted.test(step)));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  const texts = judgement.findings.flatMap(({ found, needed, remedy: all }) => [found, needed, ...all]).join("\n");
  if (never !== undefined) expect(texts).not.toMatch(never);
});

test("only the controller that is not declared is open in a domain without a common site (Q263395)", () => {
  const blockers = judged("Q263395").findings.filter(({ level }) => level === "mandatory");
  expect(blockers.map(line)).toEqual(["copylog-not-updated EASTBDC mandatory unknown"]);
});

test("every file of a case is tried", () => {
  const files = fs.readdirSync(__dirname).filter((name) => name.endsWith(".yaml"));
  expect(files.map((name) => path.parse(name).name)).toEqual(CASES.map(({ file }) => file).sort());
});
