// @ts-check
/** `npm run pictures`: makes docs/pictures/ anew, from the hierarchy that examples/hierarchy-file refuses. */
"use strict";
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { ensureBrowser } = require("./browser/index.cjs");
const { root } = require("./lib/layout.cjs");
const { command, setUpCheckout } = require("./lib/setup.cjs");

const FILE = "examples/hierarchy-file/refused.yaml";
/** Where it would stand in a project. */
const SHOWN = "infra/hierarchy.yaml";
const DAY = "2000-07-01";
const SIZE = { width: 1280, height: 1440 };

command(async () => {
  await setUpCheckout();
  const executablePath = await ensureBrowser((line) => console.error(line));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pictures-"));
  const file = path.join(folder, "review.html");
  fs.writeFileSync(file, require("../dist/review/formats/html.js").reviewHtml(review()));

  const browser = await require("playwright-core").chromium.launch({ executablePath });
  const page = await browser.newPage({ viewport: SIZE, colorScheme: "light" });
  await page.goto(pathToFileURL(file).href);
  const picture = path.join(root, "docs", "pictures", "review.png");
  await page.screenshot({ path: picture });
  await browser.close();
  fs.rmSync(folder, { recursive: true });
  console.log(`${path.relative(root, picture)}: ${Math.round(fs.statSync(picture).size / 1024)} KB`);
});

/** The refused hierarchy against one in which P01 had its fix and nothing was known of Q252717 at CEN. */
function review() {
  const { compare } = require("../dist/review/comparison/compare.js");
  const text = fs.readFileSync(path.join(root, FILE), "utf8");
  const before = judged(text.replace("1380.1104", "1380.1105").replace(/^.*Q252717: .*\n/m, ""), text);
  const now = {
    version: JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")).version,
    today: DAY,
    subject: "contoso/production",
    failures: [],
    hierarchies: [judged(text, text)],
    ungated: [],
    waiting: [],
    engineFindings: [],
    remarks: [],
  };
  const base = { subject: "main", today: "2000-06-28", hierarchies: [before], engineFindings: [] };
  return { ...now, comparison: compare(base, now) };
}

/**
 * @param {string} text of the hierarchy
 * @param {string} source in which the places of its subjects are looked up
 */
function judged(text, source) {
  const { readHierarchyFile } = require("../dist/domain/text/hierarchy-file.js");
  const { documentPlaces } = require("../dist/review/document-places.js");
  const { hierarchyReview } = require("../dist/review/review.js");
  const { judge } = require("../dist/rules/judge/judge.js");
  /** @type {import("../dist/rules/judge/judge").JudgeOptions["settings"]} */
  const settings = { reading: "every-site", minimumEvidence: "attested" };
  const options = { settings, today: DAY };
  const { facts } = readHierarchyFile(text, "yaml");
  const placeOf = documentPlaces(readHierarchyFile(source, "yaml").find, () => SHOWN);
  return hierarchyReview({ facts, options, judgement: judge(facts, options) }, (finding) => placeOf(finding, facts));
}
