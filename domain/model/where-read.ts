/** Where facts are looked up: keys of the hierarchy file, the place in Markdown, and the articles that name it. */
export const WHERE_READ = [
  {
    facts: ["build", "version"],
    where: "the Administrator console; the third group of the version is the build: 2.0.1380.1105",
    articles: ["Q261931", "Q213410"],
  },
  {
    facts: ["fullVersion"],
    where: "registry of the site server: `HKLM\\Software\\Microsoft\\SMS\\Setup`, value `Full Version`",
    articles: ["Q249077", "Q267258"],
  },
  {
    facts: ["setupType"],
    where:
      "registry of the site server: `HKLM\\Software\\Microsoft\\SMS\\Setup`, value `Type`: 1 on a primary site, 2 on a secondary site",
    articles: ["Q273853"],
  },
  {
    facts: ["files"],
    where: "site server, SMS folder: `Bin\\i386` on Intel, `Bin\\alpha` on Alpha; properties of the file, tab Version",
    articles: ["Q250850"],
  },
  {
    facts: ["attestedBy", "attestedOn"],
    where: "the person who ran the installer, and the day; from SP1 on there is a log `Qxxxxxx.log` in `SMS\\LOGS`",
    articles: ["Q258149"],
  },
  {
    facts: ["copylogFixInstalled"],
    where: "the time at which the Copylog hotfix was installed; from SP1 on that of its log in `SMS\\LOGS`",
    articles: ["Q249077", "Q258149"],
  },
  {
    facts: ["logonInstallation", "logonDiscovery"],
    where: "Administrator console: Windows Networking Logon Client Installation and Discovery",
    articles: ["Q235726"],
  },
  {
    facts: ["remoteInstallation"],
    where: "Administrator console: Windows NT Remote Client Installation",
    articles: ["Q264630"],
  },
  {
    facts: ["seniorList"],
    where: "PDC of the domain: `SMSLOGON\\Sitescfg\\Senior.lst`",
    articles: ["Q263395"],
  },
  {
    facts: ["text", "modified"],
    where: "each domain controller with the share: `SMSLOGON\\Config\\Copylog.tcf` and the time of its last change",
    articles: ["Q249077", "Q264976"],
  },
  {
    facts: ["sharedOwner"],
    where: "Copylog.tcf, section `[FILE SOURCE]`: the site after `clicore.exe=`",
    articles: ["Q249077"],
  },
  {
    facts: ["logonPoint"],
    where: "`false`: the domain controller has no share SMSLOGON",
    articles: ["Q192487", "Q225542"],
  },
] as const satisfies readonly { facts: readonly string[]; where: string; articles: readonly string[] }[];

/** A fact that is looked up. */
export type FactRead = (typeof WHERE_READ)[number]["facts"][number];
