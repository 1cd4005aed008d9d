import { blocksOf, read } from "../kit/docs/markdown";
import { formatFault } from "../../domain/carried/shared-facts";

const PAGE = "docs/stacks.md";

const programs = blocksOf(PAGE).filter(({ info: [language] }) => language === "ts");

test.each(programs)("the code at line $line is that of the example", ({ info: [, source = ""], text }) => {
  expect(source).toMatch(/^from=examples\//);
  expect(read(source.replace("from=", ""))).toContain(text.trim());
});

test("the page has code of a part, of the gate and of an installer", () => {
  expect(programs).toHaveLength(3);
});

test.each([undefined, { formatVersion: 2 }, { formatVersion: 0 }])("the page has the error of %j", (facts) => {
  const [words = ""] = formatFault(facts)?.split(/[.;]/) ?? [];
  expect(read(PAGE)).toContain(`… ${words}`);
});
