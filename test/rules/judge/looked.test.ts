import { toFacts } from "../../../domain/model/facts";
import { PENDING } from "../../../domain/pending";
import { RULES } from "../../../rules/index";
import { lookedAt } from "../../../rules/judge/looked";
import { hierarchy, type Changes } from "../../kit/base";

const SETTINGS = { reading: "every-site", minimumEvidence: "attested" } as const;

function lookedIn(changes: Changes): Record<string, string[]> {
  const looked = lookedAt(toFacts(hierarchy(changes)), SETTINGS);
  const names = RULES.map((rule) => [rule.id, looked(rule).map(({ kind, name }) => `${kind} ${name}`)] as const);
  return Object.fromEntries(names.filter(([, own]) => own.length > 0));
}

const SITES = ["site CEN", "site P01"];
const SERVERS = ["server CORPPDC", "server CORPBDC"];

test.each<[string, Changes, Record<string, string[]>]>([
  [
    "sites, domains and logon points in scope",
    {},
    {
      "hotfix-prerequisites": SITES,
      "hotfix-evidence": SITES,
      "senior-site": ["domain CORP"],
      "copylog-updated": SERVERS,
      "copylog-owners": SERVERS,
    },
  ],
  ["nothing where no two sites share a domain", { "sites/P01/domains": [] }, {}],
  [
    "no owner of a file that is not shown to be updated, no controller that is no logon point, no site at SP2",
    {
      "domains/CORP/logonPoints/CORPPDC/updatedSinceFix": false,
      "domains/CORP/logonPoints/CORPBDC": { logonPoint: false },
      "sites/P01/build": 1493,
      "sites/P01/hotfixes": undefined,
      upgrades: ["CEN"],
    },
    {
      "hotfix-prerequisites": ["site CEN"],
      "hotfix-evidence": ["site CEN"],
      "senior-site": ["domain CORP"],
      "copylog-updated": ["server CORPPDC"],
      "upgrade-order": ["site CEN"],
    },
  ],
  [
    "only what is looked at whatever pending facts turn out to be",
    { "sites/P01/build": PENDING, "sites/P01/hotfixes": PENDING },
    {
      "hotfix-prerequisites": ["site CEN"],
      "hotfix-evidence": ["site CEN"],
      "senior-site": ["domain CORP"],
      "copylog-updated": SERVERS,
      "copylog-owners": SERVERS,
    },
  ],
])("%s", (_, changes, expected) => {
  expect(lookedIn(changes)).toEqual(expected);
});
