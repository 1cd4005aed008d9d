import * as fs from "node:fs";
import * as path from "node:path";
import { answerFrom, isSafe, whyNot, type Answer, type Shares, type Wish } from "./share";

/**
 * Shares in the file system, as folders `<root>/<SERVER>/<share>`: a collected folder, a mount, or, with the root `\\`, the
 * network of Windows itself (UNC). Names ignore case, as on Windows, and no path leaves its share.
 */
export function fileShares(root: string): Shares {
  return {
    readServer: async (server, wishes, signal) => {
      const answers: Answer[] = [];
      for (const wish of wishes) {
        signal?.throwIfAborted();
        answers.push(readFile(root, server, wish));
        // A share can be far away: let others have their turn.
        await new Promise((resolve) => setImmediate(resolve));
      }
      return answers;
    },
  };
}

function readFile(root: string, server: string, wish: Wish): Answer {
  if (!isSafe(server, wish)) return { kind: "unreadable", reason: "a name with characters that are not allowed" };
  try {
    const isNetwork = root === "\\\\";
    const home = isNetwork ? undefined : find(root, server);
    if (!isNetwork && home === undefined) return { kind: "unreachable", reason: `no folder ${server} in ${root}` };
    const share = home === undefined ? `\\\\${server}\\${wish.share}` : find(home, wish.share);
    if (share === undefined) return { kind: "no-share", reason: `no share ${wish.share}` };
    if (home === undefined && !fs.existsSync(share)) {
      return { kind: "unreachable", reason: `\\\\${server}\\${wish.share} cannot be reached` };
    }
    let place: string | undefined = share;
    for (const name of wish.path.split("\\")) place = place === undefined ? undefined : find(place, name);
    if (place === undefined) return { kind: "missing", reason: "no such file" };
    const real = fs.realpathSync(place);
    const inside = path.relative(fs.realpathSync(share), real);
    if (inside.startsWith("..") || path.isAbsolute(inside)) {
      return { kind: "unreadable", reason: "a link that leads out of the share" };
    }
    return answerFrom(real, wish);
  } catch (error) {
    return whyNot(error as NodeJS.ErrnoException);
  }
}

/** The entry of a folder with a name in any case; the exact spelling first. */
function find(folder: string, name: string): string | undefined {
  const names = fs.readdirSync(folder);
  const found = names.includes(name) ? name : names.find((entry) => entry.toUpperCase() === name.toUpperCase());
  return found === undefined ? undefined : path.join(folder, found);
}
