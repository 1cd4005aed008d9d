import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { reviewHtml } from "../../review/formats/html";
import type { Review } from "../../review/review";
import { findBrowser } from "../../tools/browser/find.cjs";
import { NoBrowser } from "../../tools/browser/index.cjs";

/** A report that is open in a browser, and what it did that it should not. */
export interface Opened {
  readonly page: Page;
  /** Requests beside the file itself, messages on the console, errors, text kept from running, dialogues. */
  readonly offences: readonly string[];
}

/** Opens reports in a real browser, each as a file of its own. */
export class Reader {
  private constructor(
    private readonly browser: Browser,
    private readonly folder: string,
  ) {}

  static async start(): Promise<Reader> {
    const executablePath = findBrowser();
    if (executablePath === undefined) throw new NoBrowser("there is none on PATH or in its usual place");
    const browser = await chromium.launch({ executablePath });
    return new Reader(browser, fs.mkdtempSync(path.join(os.tmpdir(), "review-html-")));
  }

  async stop(): Promise<void> {
    await this.browser.close();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  async open(review: Review, options: BrowserContextOptions = {}): Promise<Opened> {
    const file = path.join(fs.mkdtempSync(path.join(this.folder, "page-")), "review.html");
    fs.writeFileSync(file, reviewHtml(review));
    const address = pathToFileURL(file).href;
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const offences: string[] = [];
    page.on("console", (message) => offences.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => offences.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => {
      offences.push(`dialogue: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.route("**", (route) => {
      if (route.request().url() === address) return route.continue();
      offences.push(`request: ${route.request().url()}`);
      return route.abort();
    });
    await page.goto(address);
    return { page, offences };
  }
}

/** The texts of the elements that a reader sees. */
export async function seen(page: Page, selector: string): Promise<string[]> {
  const shown = page.locator(selector).filter({ visible: true });
  return (await shown.allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
}
