import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Io } from "./io";

/** Paths of a repository: reports name files from its root, with forward slashes, on every machine. */
export interface Repository {
  readonly root: string;
  /** A path from the root; undefined for a file outside of the repository. */
  readonly fromRoot: (file: string) => string | undefined;
  /** Whether a file, by its path from the root, belongs to this package. */
  readonly isOwn: (file: string) => boolean;
}

/**
 * The repository that a folder is in: PULUMI_SMS_ROOT, else the nearest folder with `.git`, else the checkout of a job that
 * has none (an archive, a container), else the folder itself.
 */
export function repositoryOf(folder: string, env: Io["env"] = {}): Repository {
  const root = env["PULUMI_SMS_ROOT"]
    ? path.resolve(env["PULUMI_SMS_ROOT"])
    : (nearest(folder, (one) => existsSync(path.join(one, ".git"))) ??
      checkoutAround(folder, env) ??
      path.resolve(folder));
  return {
    root,
    fromRoot: (file) => {
      const relative = path.relative(root, path.resolve(folder, file)).split(path.sep).join("/");
      return /^\.\.(\/|$)/.test(relative) || path.isAbsolute(relative) ? undefined : relative;
    },
    isOwn: (file) => isOfThisPackage(path.dirname(path.resolve(root, file))),
  };
}

/** The checkout of a job on GitHub or GitLab, if the folder is in it. */
function checkoutAround(folder: string, { GITHUB_WORKSPACE, CI_PROJECT_DIR }: Io["env"]): string | undefined {
  const checkouts = [GITHUB_WORKSPACE, CI_PROJECT_DIR].flatMap((checkout) => (checkout ? path.resolve(checkout) : []));
  return checkouts.find((checkout) => nearest(folder, (one) => one === checkout) !== undefined);
}

/** The nearest folder, this one or one above, that a test holds for. */
export function nearest(folder: string, holds: (folder: string) => boolean): string | undefined {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (holds(at)) return at;
    if (at === path.dirname(at)) return undefined;
  }
}

/** The folder of this package, which has the policy pack and the pages too. */
export const PACKAGE = nearest(__dirname, (folder) => existsSync(path.join(folder, "package.json"))) ?? __dirname;

const COMPILED = [path.join("dist", "components"), path.join("dist", "provider")];

/** Only the compiled components and the plugin can stand between a user's line and a resource. */
function isOfThisPackage(folder: string): boolean {
  return (
    COMPILED.some((part) => folder.endsWith(part)) &&
    nameIn(path.resolve(folder, "..", "..", "package.json")) === "pulumi-sms"
  );
}

function nameIn(file: string): unknown {
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as { name?: unknown }).name;
  } catch {
    return undefined;
  }
}

/** The address that the files of the reviewed commit stand below, in jobs of GitHub Actions and GitLab CI. */
export function sourcesOf(env: Io["env"]): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: sha } = env;
  if (server && repository && sha) return `${server}/${repository}/blob/${sha}`;
  const { CI_PROJECT_URL: project, CI_COMMIT_SHA: commit } = env;
  return project && commit ? `${project}/-/blob/${commit}` : undefined;
}
