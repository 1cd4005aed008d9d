import fs from "node:fs";
import path from "node:path";
import { RULES } from "../../rules/index";

const REVIEW = path.join(__dirname, "../../review");

/** Words that are more than the name of a rule or a code: a waiver is a subject too. */
const OTHERWISE_USED = new Set(["waiver"]);

test("comparison, formats and phrases know no rule and no code by name", () => {
  const words = RULES.flatMap(({ id, codes }) => [id, ...Object.keys(codes)]).filter(
    (word) => !OTHERWISE_USED.has(word),
  );
  const files = ["comparison", "formats", "phrases"].flatMap((room) =>
    fs.readdirSync(path.join(REVIEW, room), { recursive: true, encoding: "utf8" }).map((file) => path.join(room, file)),
  );
  const sources = files.filter((file) => file.endsWith(".ts"));
  expect(sources.length).toBeGreaterThan(20);
  const known = sources.flatMap((file) => {
    const text = fs.readFileSync(path.join(REVIEW, file), "utf8");
    return words.filter((word) => new RegExp(`["'\`]${word}["'\`]`).test(text)).map((word) => `${file}: ${word}`);
  });
  expect(known).toEqual([]);
});
