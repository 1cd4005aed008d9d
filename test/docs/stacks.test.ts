import { blocksOf, read } from "../kit/docs/markdown";
import { formatFault } from "../../domain/carried/shared-facts";

const PAGE = "docs/stacks.md";

const programs = blocksOf(PAGE).filter(({ info: [, source] }) => source?.startsWith("from=") === true);

test.each(programs)("the code at line $line is that of the example", ({ info: [, source = ""], text }) => {
  expect(read(source.replace("from=", ""))).toContain(text.trim());
});

test("the page has code of a part in two languages, of the gate and of an installer", () => {
  expect(programs.map(({ info: [language] }) => language)).toEqual(["yaml", "python", "ts", "ts"]);
});

test.each([undefined, { formatVersion: 2 }, { formatVersion: 0 }])("the page has the error of %j", (facts) => {
  const [words = ""] = formatFault(facts)?.split(/[.;]/) ?? [];
  expect(read(PAGE)).toContain(`… ${words}`);
});
