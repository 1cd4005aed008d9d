import type { Io } from "./io";

/**
 * The address that the files of the reviewed commit stand below, from what GitHub Actions and GitLab CI tell their jobs;
 * undefined elsewhere.
 */
export function sourcesOf(env: Io["env"]): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: sha } = env;
  if (server && repository && sha) return `${server}/${repository}/blob/${sha}`;
  const { CI_PROJECT_URL: project, CI_COMMIT_SHA: commit } = env;
  return project && commit ? `${project}/-/blob/${commit}` : undefined;
}
