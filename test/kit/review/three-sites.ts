/** A text of {@link HIERARCHY} and what stands there instead. */
export type Change = readonly [from: string, to: string];

/** Three sites below each other in one domain, with everything in place; the marks at the ends of lines are for changes. */
export const HIERARCHY = String.raw`
x-copylog: &copylog { files: { 'Bin\i386\Nt_logon.dll': 2.0.1380.1105 } }
x-ccm: &ccm { files: { 'Bin\i386\Ccm.dll': 2.0.1380.1125, 'Bin\i386\Ccmbtldr.exe': 2.0.1380.1125, 'Bin\i386\Baseobj.dll': 2.0.1380.1101 } }
x-fixed: &fixed { Q249077: *copylog, Q252717: *ccm }
x-updated: &updated { copylog: { sharedOwner: CEN }, updatedSinceFix: true }
hierarchy: contoso
domains:
  CORP:
    pdc: CORPPDC
    bdcs: [CORPBDC]
    seniorList: "CEN"
    logonPoints:
      CORPPDC: *updated
      CORPBDC: *updated
sites:
  CEN: { type: central, build: 1380, domains: [CORP], hotfixes: *fixed } # CEN
  P01: { type: primary, parent: CEN, build: 1380, domains: [CORP], hotfixes: *fixed } # P01
  S01: { type: secondary, parent: P01, server: SMSS01, name: Leeds, build: 1380, domains: [CORP], hotfixes: *fixed } # S01
upgrades: [CEN, P01, S01]
`;
