import type { Moment } from "../moment";

/** A check that no declared fact decides, and when it is due. */
export interface ChecklistItem {
  readonly moment: Moment;
  /** What to check or to do, as sentences. */
  readonly text: string;
  readonly articles: readonly string[];
}

/** What the articles warn of and no declared fact decides, in the order in which it is due. */
export const CHECKLIST: readonly ChecklistItem[] = [
  item(
    "hotfixes",
    "`Full Version` and `Setup\\Type` of each secondary site are right before an installer runs, not only afterwards. No Administrator console is installed on a secondary site.",
    ["Q267258", "Q273853"],
  ),
  item(
    "hotfixes",
    "Administrator consoles are closed. Before a manual replacement, SMS Site Component Manager and SMS Executive are stopped.",
    ["Q249077", "Q252717"],
  ),
  item(
    "hotfixes",
    "Remote SMS SQL Monitor, SMS Provider and Administrator console machines get the CCM hotfix after the site server.",
    ["Q252717", "Q252718"],
  ),
  item("hotfixes", "The servers run the English version: the required file versions are those of the English fixes.", [
    "Q249077",
  ]),
  item("hotfixes", "Later hotfixes have not put older files back. Read the versions again after any other hotfix.", [
    "Q250850",
  ]),
  item(
    "hotfixes",
    "Lost clients are recovered now: those that lost contact are recovered before the upgrade, not after it.",
    ["Q236052"],
  ),
  item("copylog", "The roll-out is quick: while Nt_logon.dll differs within a domain, Copylog.tcf can be corrupted.", [
    "Q264976",
  ]),
  item(
    "copylog",
    "To force a logon point cycle below SP2, change something in `nt_logon.box\\Locks` or restart SMS Executive; from SP2 on, create a file named `Nt_logon.not` in `SMS\\Inboxes\\nt_logon.box\\Notify`. One site at a time holds `Nt_logon.tok`, so let one cycle end before the next is forced.",
    ["Q257202", "Q249333"],
  ),
  item(
    "copylog",
    "After Q253151 at a site at SP1 a site reset starts no logon point update: force the cycle in another way.",
    ["Q253151", "Q256309"],
  ),
  item(
    "copylog",
    "The PDC of each domain stays reachable. At SP1, a site that is not the Senior Site and loses the PDC for a moment can assume the role, and remove every site whose `.lcf` file it cannot read.",
    ["Q242492"],
  ),
  item(
    "copylog",
    "No site below SP2 stays off for long. One that does not write its `.lcf` file for its polling interval plus 7 days, or for 7 intervals if that is longer, is marked dead and removed from logon points.",
    ["Q259816"],
  ),
  item("copylog", "If it is not clear which site is in charge, enable `Nt_logon.log`; it is off by default.", [
    "Q214969",
  ]),
  item("before", "Copylog.tcf is read once more on every logon point, right before the first upgrade.", ["Q264976"]),
  item(
    "before",
    "Clients that stay logged on upgrade in the maintenance cycle of 23 hours, and each copies 8 to 24 MB. Stagger the logon scripts, stop advertisements, and upgrade before a quiet time.",
    ["Q237543", "Q238780"],
  ),
  item(
    "before",
    "The status tables of the database are not oversized, the database is about 30 % larger than its data, and the software inventory tables are truncated.",
    ["Q268238", "Q238093", "Q268795"],
  ),
  item("before", "On a metering server stop SMS_License_Server first, or SP2 setup may hang.", ["Q258547"]),
  item("before", "Apply the web patch to an SP1 image, not to a patched release image, and not from the SMS drive.", [
    "Q236325",
    "Q268803",
  ]),
  item(
    "before",
    "Save Senior.lst. You may need to disable the logon methods for a while so that clients get no mixed files, which can lose the designation of the Senior Site.",
    ["Q246527", "Q247306"],
  ),
  item(
    "before",
    "Client packs for SP2 are ready: a client pack belongs to one service pack, and one for SP1 fails at SP2. On shared logon points the language of the Senior Site wins.",
    ["Q269615", "Q202941"],
  ),
  item("before", "Note the SQL connections: SP2 sets MaxSQLConnections back to 60.", ["Q267237"]),
  item("before", "Firewalls let remote control through: from SP2 on it uses the ports 2701 to 2704.", ["Q256884"]),
  item(
    "before",
    "Site boundaries that overlap are known: the CCM risk follows boundaries, also between sites that share no domain.",
    ["Q264630"],
  ),
  item(
    "upgrade",
    "Go from the central site down; upgrade the sites of one domain within several hours of each other.",
    ["Q264630"],
  ),
  item(
    "upgrade",
    "Do not stop half-way: with the hotfixes in place, new installations for clients of a site at SP1 stop until that site is upgraded.",
    ["Q264630"],
  ),
  item("upgrade", "On a mixed logon point new clients are assigned to the SP2 site only.", ["Q262677", "Q263411"]),
  item(
    "upgrade",
    "Two service packs on one logon point break installations for clients of the older site: keep `GOTO END` at the top of Smsls.bat until all sites of the domain are upgraded.",
    ["Q236596", "Q238780"],
  ),
  item(
    "upgrade",
    "Without Senior.lst the site that is upgraded first takes over as Senior Site, because it has the highest version.",
    ["Q263395"],
  ),
  item(
    "upgrade",
    "If a CCM hotfix is missing, sites at SP1 retry installations on SP2 clients hourly for 7 days: delete the `Ccrretry.box` files.",
    ["Q264630"],
  ),
  item(
    "upgrade",
    "In an emergency, if a site at SP2 shares a domain with one without its Copylog hotfix: set `X86.BIN\\CLICORE.EXE` in Copylog.tcf on the PDC to the site at SP2, and restrict the permissions of the file: Full Control for one account with domain administrator's rights that is neither Administrator nor the SMS service account, Read for Everyone. Put the permissions back after the upgrade; meanwhile the file does not get younger.",
    ["Q264630"],
  ),
  item("after", "Upgrade remote Administrator consoles, soon after their site.", ["Q272352", "Q238780"]),
  item("after", "Put Senior.lst back, on the PDC of each domain that had one.", ["Q246527", "Q247306"]),
  item("after", "Set MaxSQLConnections again if it was not 60.", ["Q267237"]),
  item("after", "Delete the `.lcf` files of dead sites by hand: after SP2 they are not removed by themselves.", [
    "Q259816",
  ]),
  item("after", "Remove `GOTO END` from Smsls.bat and start the advertisements again.", ["Q236596", "Q237543"]),
  item(
    "after",
    "Look for clients that were mixed before a late hotfix: the hotfix does not repair them, the finished upgrade does.",
    ["Q264630"],
  ),
  item("after", "SP3 needs SP2 first at every site.", ["Q281829"]),
];

function item(moment: Moment, text: string, articles: readonly string[]): ChecklistItem {
  return { moment, text, articles };
}
