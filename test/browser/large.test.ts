import { largeDocument, reviewOf } from "../kit/review/samples";
import { Reader, seen } from "../kit/browser";

let reader: Reader;
beforeAll(async () => {
  reader = await Reader.start();
});
afterAll(() => reader?.stop());

const STATUS = "#filter-status";

test("2,000 sites open, fold what says nothing, and are filtered without a wait", async () => {
  const { page, offences } = await reader.open(reviewOf([largeDocument(2000, 400)]));
  expect(await seen(page, "details[data-quiet] > summary")).toContain("1599 sites without a finding");
  expect(await page.locator(STATUS).innerText()).toBe(
    "Everything is shown: 600 of 600 findings, 2000 of 2000 sites, 200 of 200 domains",
  );
  expect(await page.evaluate("performance.getEntriesByType('navigation')[0].domInteractive")).toBeLessThan(20_000);

  // A site without a finding is in the fold: it opens for it, and closes again.
  const start = Date.now();
  await page.locator("#filter-text").pressSequentially("1jj");
  await page.locator(STATUS, { hasText: "of 600 findings, 1 of 2000 sites, 1 of 200 domains" }).waitFor();
  expect(Date.now() - start).toBeLessThan(10_000);
  const sites = ".node[data-node=site] > details > summary > .code";
  expect(await seen(page, sites)).toEqual(["CEN", "1JJ"]);
  await page.keyboard.press("Escape");
  await page.locator(STATUS, { hasText: "Everything is shown" }).waitFor();
  expect(await page.locator("details[data-quiet][open]").count()).toBe(0);
  expect(offences).toEqual([]);
  await page.context().close();
});
