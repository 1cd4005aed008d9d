import * as fs from "node:fs";
import * as path from "node:path";
import { Lab } from "../kit/engine/lab";
import { facts } from "../kit/engine/program-kit.cjs";

const broken = () => {
  const doc = facts();
  Object.assign(doc.sites.S01.hotfixes, { Q252717: { installed: false } });
  return doc;
};

/** Mandatory findings as `code subject`, each with the text of its line. */
async function linesOf(lab: Lab, file = "Pulumi.yaml"): Promise<string[]> {
  const { code, review } = await lab.review();
  expect([code, review.failures]).toEqual([1, []]);
  const lines = fs.readFileSync(path.join(lab.project, file), "utf8").split("\n");
  return review.hierarchies
    .flatMap(({ findings }) => findings)
    .filter(({ level }) => level === "mandatory")
    .map(({ code: name, subject, place }) => {
      expect(place?.file).toMatch(new RegExp(`/${file.replace(".", "\\.")}$`));
      return `${name} ${subject.name}: ${lines[(place?.line ?? 0) - 1]?.trim()}`;
    });
}

test("findings are at the lines of Pulumi.yaml that declare their facts", async () => {
  const lab = Lab.ofYaml({
    resources: {
      other: { type: "sms:Hierarchy", properties: { ...facts("NEW"), hierarchy: "other", namePrefix: "new-" } },
      declared: { name: "contoso", type: "sms:Hierarchy", properties: broken() },
    },
  });
  expect(await linesOf(lab)).toEqual(["missing-hotfix S01: Q252717:"]);
});

test("findings of a hierarchy file are at its lines", async () => {
  const properties = { file: "contoso.json" };
  const text = JSON.stringify(broken(), undefined, 2);
  const lab = Lab.ofYaml({ resources: { contoso: { type: "sms:Hierarchy", properties } } }, { "contoso.json": text });
  expect(await linesOf(lab, "contoso.json")).toEqual([`missing-hotfix S01: "Q252717": {`]);
});

test.each<[string, object, string, string]>([
  ["is refused", { upgrades: ["ZZZ"] }, 'upgrades[0]: found "ZZZ"', "contoso:"],
  ["has a key that no schema has", { sits: {} }, "sits", "sits: {}"],
])("a hierarchy that %s has its line in the failure", async (_, properties, says, line) => {
  const lab = Lab.ofYaml({
    resources: { contoso: { type: "sms:Hierarchy", properties: { ...facts(), ...properties } } },
  });
  const { code, review } = await lab.review();
  const [failure] = review.failures;
  expect([code, review.failures.length, failure?.message]).toEqual([2, 1, expect.stringContaining(says)]);
  const lines = fs.readFileSync(path.join(lab.project, "Pulumi.yaml"), "utf8").split("\n");
  expect(lines[(failure?.place?.line ?? 0) - 1]?.trim()).toBe(line);
});
