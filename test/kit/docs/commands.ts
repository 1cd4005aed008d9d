import { blocksOf } from "./markdown";

/** Where a command of the documentation is run. */
export type Place = "checkout" | "project";

/** A command that the documentation tells its reader to run. */
export interface Command {
  readonly file: string;
  readonly line: number;
  /** `checkout`: in a clone of this repository; `project`: in a Pulumi project of the reader's own that uses the package. */
  readonly place: Place;
  /** The command as it stands, one line, the same in every shell. */
  readonly command: string;
  /** The page says that it is refused: the block is marked so. */
  readonly isRefused: boolean;
}

/** The commands of a Markdown file, in their order: every line of its ```sh blocks that is not a comment. */
export function commandsOf(file: string): Command[] {
  return blocksOf(file).flatMap(({ line, info: [language, place, word], text }) => {
    if (language !== "sh") return [];
    if (place !== "checkout" && place !== "project") {
      throw new Error(`${file}:${line}: a block of commands is marked \`sh checkout\` or \`sh project\``);
    }
    return text
      .split("\n")
      .map((command, index): Command => ({
        file,
        line: line + 1 + index,
        place,
        command: command.trim(),
        isRefused: word === "refused",
      }))
      .filter(({ command }) => command !== "" && !command.startsWith("#"));
  });
}
