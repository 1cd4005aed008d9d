import { FORMATS } from "../../review/formats/names";
import { run } from "../../cli/run";
import { outputOf } from "../kit/docs/examples";
import { read } from "../kit/docs/markdown";

const PAGE = "docs/review.md";

test("the page shows what the review of the refused example says", async () => {
  const pieces: string[] = [];
  const write = (text: string) => void pieces.push(text);
  const readInput = () => Promise.resolve(new Uint8Array());
  const args = ["review", "examples/hierarchy-file/refused.yaml", "--today", "2000-07-01", "--format", "markdown"];
  await run(args, "0.1.0", { out: write, err: write, readInput, terminal: { out: {}, err: {} }, env: {} });
  const printed = pieces.join("").split("\n");
  const lines = outputOf(PAGE, "review");
  expect(lines.length).toBeGreaterThan(8);
  expect(lines.filter((line) => !printed.includes(line))).toEqual([]);
});

test("the page has every form of a review", () => {
  const shown = [...read(PAGE).matchAll(/^\| `\*(\.\w+)`/gm)].map(([, end]) => end);
  expect(shown.sort()).toEqual(
    Object.values(FORMATS)
      .map(([end]) => end)
      .sort(),
  );
});
