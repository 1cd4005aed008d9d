import * as fs from "node:fs";
import * as path from "node:path";

/** A machine that runs a batch file: the network as folders `SERVER/share`, and where it writes. */
export interface Machine {
  readonly network: string;
  readonly folder: string;
  readonly name: string;
  /** Exports of the registry: of the machine itself by REGEDIT, of others by REGDMP if it is there. */
  readonly registry: string;
  readonly dump?: (server: string) => string;
  /** Paths that cannot be copied, in lower case. */
  readonly locked?: readonly string[];
}

/**
 * Runs a batch file with the commands of Windows NT 4.0 that `collect.cmd` uses, and refuses every other word. What a command
 * prints is returned, unless it is redirected.
 */
export function runBatch(script: string, args: readonly string[], machine: Machine): string {
  const lines = script.split("\r\n");
  if (lines.some((line) => line.length > 1000 || line.includes("\n")))
    throw new Error("a line that NT 4.0 does not read");
  const labels = new Map(
    lines.flatMap((line, index) => (line.startsWith(":") ? [[line.slice(1), index] as const] : [])),
  );
  const variables = new Map<string, string>([["COMPUTERNAME", machine.name]]);
  const state = { errorlevel: 0, out: "" };
  const real = (windows: string): string | undefined => {
    if (!windows.startsWith("\\\\")) return path.join(machine.folder, ...windows.split("\\"));
    return windows
      .slice(2)
      .split("\\")
      .reduce<string | undefined>((at, name) => {
        const found =
          at === undefined || !fs.existsSync(at)
            ? undefined
            : fs.readdirSync(at).find((one) => one.toUpperCase() === name.toUpperCase());
        return found === undefined ? undefined : path.join(at ?? "", found);
      }, machine.network);
  };
  const exists = (windows: string) => fs.existsSync(real(windows) ?? "/nowhere/at/all");
  const write = (text: string, [append, place]: [boolean, string]) => {
    if (place === "nul") return;
    const file = real(place) ?? "";
    if (!fs.existsSync(path.dirname(file))) throw new Error(`${place}: no folder`);
    if (append) fs.appendFileSync(file, text);
    else fs.writeFileSync(file, text);
  };

  /** Runs a command; a number is the line to go on at. */
  const run = (line: string): number | undefined => {
    const [, not, exist, what, left, right, level, rest] =
      /^if (not )?(?:(exist) "([^"]*)"|"([^"]*)"=="([^"]*)"|errorlevel (1)) (.*)$/.exec(line) ?? [];
    if (rest !== undefined) {
      const holds = exist ? exists(what ?? "") : level ? state.errorlevel >= 1 : left === right;
      return holds === (not === undefined) ? run(rest) : undefined;
    }
    const [, before, own = "", after] = /^(?:(>>?"[^"]*") )?(.*?)(?: (>"[^"]*"|>nul))?$/.exec(line) ?? [];
    const redirected = before ?? after;
    const target =
      redirected === undefined
        ? undefined
        : ([redirected.startsWith(">>"), redirected.replace(/^>+|"/g, "")] as [boolean, string]);
    const [word = "", ...rest2] = own.split(" ");
    const operands = [...own.slice(word.length).matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, plain]) => quoted ?? plain ?? "",
    );
    let text = "";
    switch (word) {
      case "@echo":
      case "rem":
        return undefined;
      case "goto": {
        const at = labels.get(rest2.join(" "));
        if (at === undefined) throw new Error(`no label ${rest2.join(" ")}`);
        return at;
      }
      case "set": {
        const [, name = "", value = ""] = /^set (\w+)=(.*)$/.exec(own) ?? [];
        variables.set(name, value);
        return undefined;
      }
      case "echo":
        text = `${own.slice(5)}\r\n`;
        break;
      case "mkdir":
        fs.mkdirSync(real(operands[0] ?? "") ?? "");
        break;
      case "type":
        text = fs.readFileSync(real(operands[0] ?? "") ?? "", "latin1");
        break;
      case "net":
        text = `Current time at ${operands[1]} is 6/25/00 1:00 AM\r\n`;
        break;
      case "dir": {
        const folder = real(operands[0] ?? "");
        const names = folder !== undefined && fs.existsSync(folder) ? fs.readdirSync(folder) : [];
        text = ` Directory of ${operands[0]}\r\n\r\n${names.map((name) => `06/24/00  03:14a   1 ${name}\r\n`).join("")}`;
        if (folder === undefined) text = "";
        break;
      }
      case "copy": {
        const [from, to] = [real(operands[0] ?? "") ?? "", real(operands[1] ?? "") ?? ""];
        const isLocked = machine.locked?.includes((operands[0] ?? "").toLowerCase()) === true;
        state.errorlevel = isLocked ? 1 : 0;
        if (isLocked) break;
        const copy = path.join(to, path.basename(from));
        fs.copyFileSync(from, copy);
        fs.utimesSync(copy, fs.statSync(from).atime, fs.statSync(from).mtime);
        break;
      }
      case "regedit":
        if (operands[0] !== "/e") throw new Error(own);
        fs.writeFileSync(real(operands[1] ?? "") ?? "", machine.registry);
        break;
      case "regdmp":
        text = machine.dump?.((operands[1] ?? "").replace(/^\\\\/, "")) ?? "";
        break;
      default:
        throw new Error(`no command of Windows NT 4.0 that is allowed: ${line}`);
    }
    if (target === undefined) state.out += text;
    else write(text, target);
    return undefined;
  };

  for (let at = 0; at < lines.length; at++) {
    const line = (lines[at] ?? "")
      .replace(/%(\d)/g, (_, index: string) => args[Number(index) - 1] ?? "")
      .replace(/%(\w+)%/g, (_, name: string) => variables.get(name) ?? "");
    if (line === "" || line.startsWith(":")) continue;
    at = run(line) ?? at;
  }
  return state.out;
}
