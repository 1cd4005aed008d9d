import * as fs from "node:fs";
import { COPYLOG } from "../kit/evidence/contoso-servers";
import { Park } from "../kit/evidence/park";
import { provider, TODAY, urn } from "../kit/provider/resources";

const DOMAINS = Array.from({ length: 50 }, (_, index) => `D${String(index).padStart(2, "0")}`);
const FILE = "SMSLOGON\\Config\\Copylog.tcf";
const OLD = new Date("2000-06-19T00:00:00Z");
const NEW = new Date("2000-06-25T00:00:00Z");

let park: Park;
beforeAll(async () => {
  park = await Park.start({ servers: 60 });
});
afterAll(() => park.stop());

/** The plugin as it reads the park. */
function plugin(servers: readonly string[]) {
  const { username, password } = park.credentials;
  const addresses = Object.fromEntries(servers.map((server) => [server, park.addressOf(server)]));
  return provider(TODAY, { username, password, port: String(park.port), addresses: JSON.stringify(addresses) });
}

const participants = { S00: { build: 1380, copylogFixInstalled: "2000-06-20T18:00:00Z" } };
const of = (domain: string) => urn("sms:index:CopylogUpdate", domain);
const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

/** How many processes of a tool this process has started and not ended. */
function running(tool: string): number {
  const children = fs.readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "utf8").split(" ");
  return children.filter((pid) => {
    try {
      return pid !== "" && fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").startsWith(tool);
    } catch {
      return false;
    }
  }).length;
}

test("fifty domains are awaited at once, eight servers at a time", async () => {
  for (const domain of DOMAINS) park.write(`${domain}PDC`, FILE, COPYLOG, OLD);
  const { create, said } = plugin(DOMAINS.map((domain) => `${domain}PDC`));
  const all = Promise.all(
    DOMAINS.map((domain) => create(of(domain), { domain, pdc: `${domain}PDC`, participants, timeout: 300 })),
  );
  let most = 0;
  let isDone = false;
  void all.finally(() => (isDone = true));
  while (!isDone) {
    most = Math.max(most, running("smbclient"));
    // Each is updated as soon as it is known to be awaited.
    if (said.length === DOMAINS.length) for (const domain of DOMAINS) park.write(`${domain}PDC`, FILE, COPYLOG, NEW);
    await soon();
  }
  const outs = (await all).map((one) => one.outs as { isUpdated: boolean });
  expect([outs.length, outs.every(({ isUpdated }) => isUpdated)]).toEqual([50, true]);
  expect(said.length).toBe(50);
  expect([most > 1, most <= 8]).toEqual([true, true]);
});

test("a share that is gone while it is awaited makes no controller one without a share; one that never had it is none", async () => {
  park.write("CORPPDC", FILE, COPYLOG, OLD);
  const folder = park.write("CORPBDC1", "OTHER\\readme.txt", "");
  expect(fs.existsSync(folder)).toBe(true);
  const { create, diff, read, said } = plugin(["CORPPDC", "CORPBDC1"]);
  const inputs = { domain: "CORP", pdc: "CORPPDC", bdcs: ["CORPBDC1"], participants, timeout: 60 };
  const creating = create(of("CORP"), inputs);
  const saying = async (text: RegExp) => {
    while (!said.some((one) => text.test(one))) await soon();
  };
  await saying(/0 of 2 logon points.*CORPBDC1: it has no share SMSLOGON; looking once more/);
  await saying(/1 of 2 logon points.*CORPPDC: Copylog.tcf is older/);
  const place = park.folderOf("CORPPDC", "SMSLOGON");
  fs.renameSync(place, `${place}-away`);
  await saying(/CORPPDC: its share SMSLOGON is gone/);
  fs.renameSync(`${place}-away`, place);
  park.write("CORPPDC", FILE, COPYLOG, NEW);
  const { outs } = await creating;
  expect(outs).toMatchObject({
    isUpdated: true,
    logonPoints: { CORPPDC: { updatedSinceFix: true }, CORPBDC1: { logonPoint: false } },
  });
  // A refresh, which looks once, finds nothing new.
  const { props } = await read("CORP", of("CORP"), outs);
  expect([props, (await diff("CORP", of("CORP"), props, inputs)).changes]).toEqual([outs, false]);
});
