import { program } from "./programs";

/** Writes a file of a server: into a park or into a folder. */
export type WriteFile = (server: string, file: string, content: string | Uint8Array, modified?: Date) => unknown;

/** When the Copylog hotfix was installed everywhere. */
export const FIXED = new Date("2000-06-20T18:00:00Z");

/** When every Copylog.tcf was written. */
export const WRITTEN = new Date("2000-06-24T03:14:00Z");

/** A hierarchy file that declares only what inventories have. */
export const CONTOSO = `hierarchy: contoso
domains:
  CORP:
    pdc: CORPPDC
    bdcs: [CORPBDC1]
sites:
  # headquarters
  S00: { type: central, server: SMSS00, build: 1380, domains: [CORP] }
  S01: # London
    type: primary
    server: SMSS01
    parent: S00
    build: 1380
    domains: [CORP]
upgrades: [S00, S01]
`;

/** The servers of {@link CONTOSO}, in order. */
export async function writeContoso(write: WriteFile): Promise<void> {
  for (const code of ["S00", "S01"]) {
    const file = (path: string, content: string | Uint8Array, modified?: Date) =>
      write(`SMS${code}`, `SMS_${code}\\${path}`, content, modified);
    file("Bin\\i386\\Nt_logon.dll", await program("2.0.1380.1105"));
    file("Bin\\i386\\Ccm.dll", await program("2.0.1380.1125"));
    file("Bin\\i386\\Ccmbtldr.exe", await program("2.0.1380.1125"));
    file("Bin\\i386\\Baseobj.dll", await program("2.0.1380.1101"));
    file("Logs\\Q249077.log", "", FIXED);
  }
  for (const server of ["CORPPDC", "CORPBDC1"]) {
    write(server, "SMSLOGON\\Config\\Copylog.tcf", COPYLOG, WRITTEN);
  }
  write("CORPPDC", "SMSLOGON\\Sitescfg\\Senior.lst", "S00\r\n");
}

/** A sound Copylog.tcf of {@link CONTOSO}. */
export const COPYLOG =
  "[FILE SOURCE]\r\nx86.bin\\clicore.exe=S00\r\nSITES\\S00\\cli_inst.cfg=S00\r\nSITES\\S01\\cli_inst.cfg=S01\r\n";
