import * as fc from "fast-check";
import { fit, type Section } from "../../../../review/formats/markdown/sections";

const section = (title: string, lines: string[]): Section => ({
  title,
  open: [`<${title}>`],
  lines,
  close: [`</${title}>`],
});
const lengthOf = (lines: readonly string[]) => lines.reduce((sum, line) => sum + line.length + 1, 0);

test("what fits is whole", () => {
  const sections = [section("a", ["1", "2"]), section("b", [])];
  expect(fit(sections, 1000)).toEqual({ lines: ["<a>", "1", "2", "</a>", "<b>", "</b>"], cut: [] });
});

test("what is too long is cut from the bottom, and what stands open is closed", () => {
  const sections = [section("a", ["1"]), section("b", ["2", "3"]), section("c", ["4"])];
  expect(fit(sections, 23)).toEqual({ lines: ["<a>", "1", "</a>", "<b>", "2", "</b>"], cut: ["the end of b", "c"] });
});

test("it never takes more room than there is, and never shows a lower section in place of a higher one", () => {
  const sections = fc.array(
    fc.record({
      title: fc.constantFrom("a", "b"),
      open: fc.array(fc.string({ maxLength: 9 }), { maxLength: 2 }),
      lines: fc.array(fc.string({ maxLength: 30 }), { maxLength: 9 }),
      close: fc.array(fc.string({ maxLength: 9 }), { maxLength: 2 }),
    }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(sections, fc.nat(300), (some, room) => {
      const { lines, cut } = fit(some, room);
      const all = some.flatMap(({ open, lines: own, close }) => [...open, ...own, ...close]);
      return lengthOf(lines) <= room && (cut.length > 0 || lines.join("\n") === all.join("\n"));
    }),
  );
});
