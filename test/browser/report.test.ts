import { COLOURS } from "../../review/formats/html/style";
import type { Review } from "../../review/review";
import {
  blockedReview,
  failedReview,
  largeDocument,
  NASTY,
  nastyReview,
  readyReview,
  reviewOf,
  unplannedReview,
} from "../kit/review/samples";
import { Reader, seen, type Opened } from "../kit/browser";

let reader: Reader;
beforeAll(async () => {
  reader = await Reader.start();
});
afterAll(() => reader?.stop());

const ROWS = ".subjects li[data-k]";
const SITES = ".node[data-node=site] > details > summary > .code";
const DOMAINS = ".node[data-node=domain] > details > summary > .code";
const STATUS = "#filter-status";

async function opened(review: Review, use: (one: Opened) => Promise<void>, options = {}): Promise<void> {
  const one = await reader.open(review, options);
  try {
    await use(one);
    expect(one.offences).toEqual([]);
  } finally {
    await one.page.context().close();
  }
}

describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
  test.each<[string, Review, string]>([
    ["ready", readyReview(), "Ready"],
    ["blocked", blockedReview(), "Blocked"],
    ["failed", failedReview(), "Failed"],
    ["attacking", nastyReview(), "Failed"],
    ["unplanned", unplannedReview(), "Ready"],
    ["empty", reviewOf([]), "Not checked"],
  ])("a review that is %s opens without a request, an error or a breach of its policy", async (_, review, status) => {
    await opened(
      review,
      async ({ page }) => {
        expect(await page.locator("h1").innerText()).toBe(status);
        const background = await page.evaluate("getComputedStyle(document.body).backgroundColor");
        expect(background).toBe(rgb(COLOURS[colorScheme].page));
      },
      { colorScheme },
    );
  });
});

test("the hierarchy is a tree of sites, the central one at its root, and a list of domains", async () => {
  await opened(blockedReview(), async ({ page }) => {
    expect(await seen(page, SITES)).toEqual(["CEN", "P01", "S01"]);
    expect(await seen(page, `.node .node .node ${SITES.split(" > ").slice(1).join(" > ")}`)).toEqual(["S01"]);
    expect(await seen(page, DOMAINS)).toEqual(["CORP", "SALES"]);
  });
});

describe("by keyboard alone", () => {
  test("the first key stroke offers to skip to the findings, and focus is always seen", async () => {
    await opened(blockedReview(), async ({ page }) => {
      await page.keyboard.press("Tab");
      expect(await focus(page)).toBe("Skip to the findings");
      await page.keyboard.press("Enter");
      for (let step = 0; step < 12; step += 1) {
        await page.keyboard.press("Tab");
        const outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle");
        expect({ at: await focus(page), outline }).toMatchObject({ outline: "solid" });
      }
    });
  });

  test.each<[string, string, string[], string[], string[]]>([
    ["a site", "s01", ["S01", "SALES"], ["CEN", "P01", "S01"], ["SALES"]],
    ["a domain", "sales", ["P01", "S01", "SALES", "SALESBDC", "SALESPDC"], ["CEN", "P01", "S01"], ["SALES"]],
    ["a server", "corpbdc", ["CORPBDC"], [], ["CORP"]],
    ["two words", "corp p01", ["CORP", "CORP", "P01"], ["CEN", "P01"], ["CORP"]],
    ["a name that is nowhere", "zzz", [], [], []],
  ])("typing %s leaves what is about it, and what is above it", async (_, text, subjects, sites, domains) => {
    await opened(blockedReview(), async ({ page }) => {
      await tabTo(page, { id: "filter-text" });
      await page.keyboard.type(text);
      await page.locator(STATUS, { hasText: `Shown: ${subjects.length} of 9 findings` }).waitFor();
      expect((await seen(page, `${ROWS} .code > a`)).sort()).toEqual(subjects);
      expect(await seen(page, SITES)).toEqual(sites);
      expect(await seen(page, DOMAINS)).toEqual(domains);
      await page.keyboard.press("Escape");
      await page.locator(STATUS, { hasText: "Everything is shown: 9 of 9 findings" }).waitFor();
      expect(await seen(page, SITES)).toEqual(["CEN", "P01", "S01"]);
    });
  });

  test("a rule is chosen, and only its findings stay; the chip shows that it is on", async () => {
    await opened(blockedReview(), async ({ page }) => {
      await tabTo(page, { value: "copylog-updated" });
      await page.keyboard.press("Space");
      await page.locator(STATUS, { hasText: "Shown: 3 of 9 findings, 0 of 3 sites, 2 of 2 domains" }).waitFor();
      expect(await seen(page, ".group h4 code")).toEqual(["copylog-not-updated", "copylog-not-updated"]);
      const [on, off] = [".chip:has(:checked)", ".chip:not(:has(:checked))"].map((chip) =>
        page.evaluate(`getComputedStyle(document.querySelector("${chip}")).backgroundColor`),
      );
      expect(await on).not.toBe(await off);
    });
  });

  test("kinds are ticked and add up; the button shows all again", async () => {
    await opened(blockedReview(), async ({ page }) => {
      await tabTo(page, { value: "known" });
      await page.keyboard.press("Space");
      await page.locator(STATUS, { hasText: "Shown: 2 of 9 findings, 1 of 3 sites, 1 of 2 domains" }).waitFor();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Space");
      await page.locator(STATUS, { hasText: "Shown: 5 of 9 findings, 1 of 3 sites, 2 of 2 domains" }).waitFor();
      expect(await seen(page, ".kind > h3")).toEqual(["Failed 2", "Missing facts 3"]);
      await page.keyboard.press("Shift+Tab");
      await page.keyboard.press("Shift+Tab");
      await page.keyboard.press("Enter");
      await page.locator(STATUS, { hasText: "Everything is shown: 9 of 9 findings" }).waitFor();
    });
  });

  test("a site opens and closes", async () => {
    await opened(blockedReview(), async ({ page }) => {
      const details = page.locator(".node[data-q^=S01] > details");
      await details.locator("summary").focus();
      await page.keyboard.press("Enter");
      expect(await details.evaluate((one) => one.hasAttribute("open"))).toBe(true);
      expect(await details.locator(".found").innerText()).toContain("Q249077 is not installed");
      await page.keyboard.press("Enter");
      expect(await details.evaluate((one) => one.hasAttribute("open"))).toBe(false);
    });
  });
});

test("names and reasons that attack the page stand there as text, and nothing of them runs", async () => {
  await opened(nastyReview(), async ({ page }) => {
    const shown = String.raw`a|b ${"`c`"} <script>alert(1)</script> ]]> --> **d** [e](javascript:f) \r\n# g \u{202e}h\u{0} &amp; "'`;
    expect(NASTY).toContain("<script>");
    expect(await page.locator(".hierarchy h2").innerText()).toContain(shown);
    expect(await page.locator(".waived .what").first().textContent()).toContain(shown);
    expect(await page.locator("script").count()).toBe(1);
    expect(await page.locator("a[href^=javascript]").count()).toBe(0);
  });
});

test("a link to a site that is collapsed opens it", async () => {
  await opened(blockedReview(), async ({ page }) => {
    const details = page.locator(".node[data-q^=S01] > details");
    await page.locator("[data-fold=close]").click();
    expect(await details.isVisible()).toBe(false);
    await page.locator(`${ROWS} .code > a`, { hasText: "S01" }).first().click();
    expect(await details.evaluate((one) => one.hasAttribute("open"))).toBe(true);
    expect(await details.locator(".found").isVisible()).toBe(true);
  });
});

test("on paper everything is open, and there is nothing to press", async () => {
  await opened(blockedReview(), async ({ page }) => {
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".node .body").filter({ visible: true }).count()).toBe(5);
    expect(await seen(page, ".filter, button, .skip, nav")).toEqual([]);
    const address = await page
      .locator(".source a")
      .first()
      .evaluate((one) => one.ownerDocument.defaultView?.getComputedStyle(one, "::after").content);
    expect(address).toContain("unpkg.com");
    expect((await page.pdf({ format: "A4" })).subarray(0, 5).toString()).toBe("%PDF-");
  });
});

test("forty sites take at most six pages of paper, and no card is blank", async () => {
  await opened(reviewOf([largeDocument(40, 7)]), async ({ page }) => {
    const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
    expect(pdf.match(/\/Type \/Page\b(?!s)/g)!.length).toBeLessThanOrEqual(6);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".group .steps, .node .facts").filter({ visible: false }).count()).toBe(0);
  });
});

test("no text column is narrow while the page is wide", async () => {
  await opened(blockedReview(), async ({ page }) => {
    const widths = await page.evaluate(
      `[...document.querySelectorAll(".subjects .what, .steps li")].map((one) => one.getBoundingClientRect().width)`,
    );
    expect(Math.min(...(widths as number[]))).toBeGreaterThan(300);
    expect(await page.locator("table").count()).toBe(0);
  });
});

test("paper says that it is not whole where a filter is on", async () => {
  await opened(blockedReview(), async ({ page }) => {
    await page.locator("#filter-text").fill("S01");
    await page.locator(STATUS, { hasText: "Shown: 2 of 9" }).waitFor();
    await page.emulateMedia({ media: "print" });
    expect(await seen(page, STATUS)).toEqual(["Shown: 2 of 9 findings, 1 of 3 sites, 1 of 2 domains"]);
  });
});

test("without scripts everything can be read, and no control is there that would do nothing", async () => {
  await opened(
    blockedReview(),
    async ({ page }) => {
      expect(await seen(page, ".filter, button")).toEqual([]);
      expect(await page.locator(ROWS).filter({ visible: true }).count()).toBe(9);
      await page.locator(".node[data-q^=S01] > details > summary").click();
      expect(await page.locator(".node[data-q^=S01] .found").isVisible()).toBe(true);
    },
    { javaScriptEnabled: false },
  );
});

test("on a telephone nothing is wider than the screen", async () => {
  await opened(
    nastyReview(),
    async ({ page }) => {
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    },
    { viewport: { width: 390, height: 800 } },
  );
});

function rgb(hex: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return `rgb(${red}, ${green}, ${blue})`;
}

function focus(page: Opened["page"]): Promise<string> {
  return page.evaluate("(document.activeElement.innerText || document.activeElement.id).trim()");
}

/** Presses the tabulator until an element with a property has the focus. */
async function tabTo(page: Opened["page"], wanted: Readonly<Record<string, string>>): Promise<void> {
  const [[key = "", value = ""] = []] = Object.entries(wanted);
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press("Tab");
    if ((await page.evaluate(`document.activeElement.${key}`)) === value) return;
  }
  throw new Error(`the tabulator does not lead to ${value}`);
}
