import { blocksOf, read } from "../docs/markdown";

const PAGE = "docs/languages.md";

/** How each language says something of its own. */
const LANGUAGES = {
  ts: { name: "TypeScript", output: (program: string, value: string) => `${program}export const cen = ${value};\n` },
  yaml: { name: "YAML", output: (program: string, value: string) => `${program}  cen: ${value}\n` },
  python: { name: "Python", output: (program: string, value: string) => `${program}pulumi.export("cen", ${value})\n` },
  go: {
    name: "Go",
    output: (program: string, value: string) =>
      program.replace(/^\t\treturn nil$/m, `\t\tctx.Export("cen", ${value})\n$&`),
  },
};

/**
 * The program of the page about languages in one of them. It is given one output more, `cen`: what the page says of the
 * upgrade of CEN.
 */
export function pageProgram(language: keyof typeof LANGUAGES): string {
  const { name, output } = LANGUAGES[language];
  const programs = blocksOf(PAGE).filter(({ info }) => info[0] === language && info[1] === "program");
  const value = new RegExp(`^\\| ${name} +\\| \`(.*?)\``, "m").exec(read(PAGE))?.[1];
  const [program, ...others] = programs;
  if (program === undefined || others.length > 0 || value === undefined) {
    throw new Error(`${PAGE}: one program in ${name}, and how it says that the upgrade of CEN may begin`);
  }
  return output(program.text, value);
}
