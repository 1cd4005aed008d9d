import * as fs from "node:fs";
import * as path from "node:path";
import { markdownFiles, proseOf, read, ROOT } from "../kit/docs/markdown";

/** The anchor that GitHub gives to a heading. */
function slugOf(heading: string): string {
  const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[`*]/g, "");
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");
}

function anchorsOf(file: string): Set<string> {
  const anchors = new Set<string>();
  const withoutBlocks = read(file).replace(/^\s*```[\s\S]*?^\s*```$/gm, "");
  for (const [, heading = ""] of withoutBlocks.matchAll(/^#{1,6} (.+)$/gm)) {
    const slug = slugOf(heading);
    let free = slug;
    for (let count = 1; anchors.has(free); count++) free = `${slug}-${count}`;
    anchors.add(free);
  }
  for (const [, id = ""] of withoutBlocks.matchAll(/<a id="([^"]+)">/g)) anchors.add(id);
  return anchors;
}

const links = markdownFiles().flatMap((file) =>
  [...proseOf(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => ({ file, target })),
);
const internal = links.filter(({ target }) => !/^[a-z]+:/.test(target));

test("the documentation links to itself", () => {
  expect(internal.length).toBeGreaterThan(30);
});

test("every internal link leads to a file, and every anchor to a heading of it", () => {
  const broken = internal.filter(({ file, target }) => {
    const [to = "", anchor] = target.split("#");
    const place = to === "" ? file : path.posix.join(path.posix.dirname(file), to);
    if (!fs.existsSync(path.join(ROOT, place))) return true;
    return anchor !== undefined && !anchorsOf(place).has(anchor);
  });
  expect(broken).toEqual([]);
});

test("links outside use https, and articles are linked to where their number says", () => {
  const odd = links.filter(({ target }) => {
    const article = /kbarchive\/kb\/(\d{3})\/Q(\d{6})\/$/.exec(target);
    if (target.includes("kbarchive/kb/")) return article === null || !article[2]!.startsWith(article[1]!);
    return !internal.some((link) => link.target === target) && !target.startsWith("https://");
  });
  expect(odd).toEqual([]);
});
