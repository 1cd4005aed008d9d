import * as sms from "pulumi-sms";
import { Setup } from "./setup";

const contoso = sms.Hierarchy.fromFile("contoso", "contoso.yaml");

// Setup runs on a server only once the upgrade of its site is cleared: it depends on the output `cleared`.
for (const [code, upgrade] of Object.entries(contoso.upgrades)) {
  new Setup(`SP2-${code}`, { server: `SMS${code}`, cleared: upgrade.cleared });
}
