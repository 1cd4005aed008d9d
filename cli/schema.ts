import { Command } from "commander";
import { hierarchyJsonSchema } from "../domain/model/document";
import { EXIT, type ExitCode, type Surroundings } from "./io";

/**
 * `schema`: prints the JSON Schema of the hierarchy file, for editors.
 *
 * @public
 */
export function command({ io }: Surroundings, done: (code: ExitCode) => void): Command {
  return new Command("schema")
    .description("Print the JSON Schema (draft 2020-12) of the hierarchy file, for editors.")
    .action(() => {
      io.data(`${JSON.stringify(hierarchyJsonSchema(), undefined, 2)}\n`);
      done(EXIT.ready);
    });
}
