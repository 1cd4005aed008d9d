import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { generate } from "../../bench/generate.cjs";
import { differences, keysOf } from "../../bench/lib/findings.cjs";
import { ensureOpa, opaFindings } from "../../bench/lib/opa.cjs";
import { settingsSchema } from "../../domain/settings";
import { parseHierarchyFile } from "../../domain/text/hierarchy-file";
import { judge } from "../../rules/judge/judge";

/** So many sites that every kind of fault is among them. */
const SITES = 1200;

// OPA is compiled once for all checkouts of a user.
beforeAll(ensureOpa, 900_000);

test("OPA with the rules of the benchmark finds what the product finds", () => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-sms-")), "hierarchy.json");
  const text = JSON.stringify(generate(SITES));
  fs.writeFileSync(file, text);
  const settings = settingsSchema.parse({});
  const product = keysOf(judge(parseHierarchyFile(text, "json"), { settings, today: "2000-07-01" }).findings);
  expect(product.length).toBeGreaterThan(20);
  expect(differences(product, opaFindings(file))).toEqual([]);
  fs.rmSync(path.dirname(file), { recursive: true });
});
