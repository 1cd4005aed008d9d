import * as fs from "node:fs";
import * as path from "node:path";
import { isRefused, Lab } from "../kit/engine/lab";

const UPGRADE = "sms:index:Sp2Upgrade";

test("an up that is killed between two upgrades goes on where it was: nothing lost, nothing done twice", async () => {
  const lab = Lab.ofProgram(`
    const fs = require("node:fs"); const path = require("node:path");
    const { sites, domains, upgrades, hierarchy } = facts();
    const h = new sms.Hierarchy(hierarchy, { upgrades });
    const corp = new sms.Domain("CORP", { hierarchy: h, ...domains.CORP });
    const made = {};
    for (const [code, { parent, ...site }] of Object.entries(sites)) made[code] = new sms.Site(code, { hierarchy: h, ...site, parent: made[parent], domains: [corp] });
    const first = new sms.Sp2Upgrade("CEN", { site: made.CEN });
    new Later("setup-CEN", "1", { dependsOn: first });
    // The second upgrade is declared when the file is there.
    (async () => {
      while (!fs.existsSync(path.join(__dirname, "go"))) await new Promise((resolve) => setTimeout(resolve, 50));
      new sms.Sp2Upgrade("P01", { site: made.P01 });
    })();`);
  const { child, events } = lab.start("up", { args: ["--yes", "--skip-preview"] });
  const ended = new Promise((resolve) => child.on("close", resolve));
  await until(() => isStored(events, "setup-CEN"));
  process.kill(-(child.pid ?? 0), "SIGKILL");
  await ended;
  expect(lab.stored(UPGRADE)).toEqual(["CEN"]);
  const serial = lab.state_().find(({ urn }) => urn.endsWith("Sp2Upgrade::CEN"));

  fs.writeFileSync(path.join(lab.project, "go"), "");
  // The killed run left its lock.
  await lab.run("cancel", { pack: false, args: ["--yes"] });
  const resumed = await lab.upWithoutPreview();
  expect([isRefused(resumed), lab.stored(UPGRADE)]).toEqual([false, ["CEN", "P01"]]);
  expect(lab.state_().find(({ urn }) => urn.endsWith("Sp2Upgrade::CEN"))).toEqual(serial);
  expect(lab.stored("lab:index:Installation")).toEqual(["setup-CEN"]);
});

function isStored(events: string, name: string): boolean {
  if (!fs.existsSync(events)) return false;
  const lines = fs.readFileSync(events, "utf8").split("\n");
  return lines.some((line) => line.includes('"resOutputsEvent"') && line.includes(`::${name}"`));
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("it did not come to pass within two minutes");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
