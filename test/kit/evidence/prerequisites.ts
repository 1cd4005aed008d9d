import { program } from "./programs";
import { Park } from "./park";

/** The servers of examples/prerequisites: two sites, one domain. */
export const SERVERS = ["SMSCEN", "SMSP01", "CORPPDC", "CORPBDC1", "CORPBDC2"];
export const CONTROLLERS = SERVERS.slice(2);
export const SITES = ["CEN", "P01"];

/** What each hotfix leaves behind on SP1. */
const FIXED = {
  "Nt_logon.dll": "2.0.1380.1105",
  "Ccm.dll": "2.0.1380.1125",
  "Ccmbtldr.exe": "2.0.1380.1125",
  "Baseobj.dll": "2.0.1380.1101",
};

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);

export const LIST = "SMSLOGON\\Sitescfg\\Senior.lst";
export const DRAFT = "SMSLOGON\\Sitescfg\\Senior.tmp";

/** The servers of the example in a park, before anything is done, and what people and services do there. */
export class Prerequisites {
  private constructor(readonly park: Park) {}

  static async start(settings: readonly string[] = []): Promise<Prerequisites> {
    const shares = Object.fromEntries(SITES.map((code) => [`SMS_${code}`, []]));
    const registry = { "Full Version": "2.00.1380.1000", Type: 1 };
    const park = await Park.start({ settings, shares, registry });
    const all = new Prerequisites(park);
    for (const server of SERVERS) park.addressOf(server);
    await all.reset();
    return all;
  }

  /** Hotfixes an hour ago, Copylog.tcf older than that, no Senior.lst. */
  async reset(): Promise<void> {
    for (const code of SITES) {
      for (const [name, version] of Object.entries(FIXED)) await this.file(code, name, version);
      this.park.write(`SMS${code}`, `SMS_${code}\\Logs\\Q249077.log`, "", ago(60));
    }
    for (const server of CONTROLLERS) this.copylog(server, ago(24 * 60));
    this.park.write("CORPPDC", "SMSLOGON\\Sitescfg\\CEN_cfg.lcf", "");
    this.park.remove("CORPPDC", LIST);
    this.park.remove("CORPPDC", DRAFT);
  }

  /** A program of a site server. */
  async file(code: string, name: string, version: string): Promise<void> {
    this.park.write(`SMS${code}`, `SMS_${code}\\Bin\\i386\\${name}`, await program(version));
  }

  /** The setup of SP2 at a site. */
  async setup(code: string): Promise<void> {
    for (const name of Object.keys(FIXED)) await this.file(code, name, "2.0.1493.2005");
  }

  /** What the Senior Site does in a cycle of its Logon Server Manager. */
  copylog(server: string, modified = new Date()): void {
    const text =
      "[FILE SOURCE]\r\nx86.bin\\clicore.exe=CEN\r\nSITES\\CEN\\cli_inst.cfg=CEN\r\nSITES\\P01\\cli_inst.cfg=P01\r\n";
    this.park.write(server, "SMSLOGON\\Config\\Copylog.tcf", text, modified);
  }

  /** Senior.lst and Senior.tmp of the PDC; null: no such file. */
  lists(): { list: string | null; draft: string | null } {
    return { list: this.park.read("CORPPDC", LIST), draft: this.park.read("CORPPDC", DRAFT) };
  }

  /** How the plugin reaches the servers. */
  config(port = this.park.port, addressOf = (server: string) => this.park.addressOf(server)): Record<string, string> {
    const addresses = Object.fromEntries(SERVERS.map((server) => [server, addressOf(server)]));
    return { "sms:port": String(port), "sms:addresses": JSON.stringify(addresses) };
  }

  /** The account, in the environment. */
  get env(): Record<string, string> {
    const { username, password } = this.park.credentials;
    return { SMS_USERNAME: username, SMS_PASSWORD: password };
  }

  stop(): Promise<void> {
    return this.park.stop();
  }
}
