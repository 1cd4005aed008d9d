import path from "node:path";
import { nearest, repositoryOf } from "../../cli/repository";
import { workshop } from "../kit/pulumi-sms";

const { at, write } = workshop();
write("repo/.git/HEAD", "ref: refs/heads/main\n");
write("repo/infra/index.ts", "");
write("repo/worktree/.git", "gitdir: elsewhere\n");
write("repo/node_modules/pulumi-sms/package.json", '{ "name": "pulumi-sms" }');
write("repo/other/package.json", '{ "name": "other" }');
write("repo/broken/package.json", "{");

test.each([
  ["its root", "repo", "repo"],
  ["a folder below", "repo/infra", "repo"],
  ["a folder that does not exist", "repo/nowhere/deep", "repo"],
  ["a work tree, whose .git is a file", "repo/worktree", "repo/worktree"],
])("the repository of %s", (_, folder, root) => {
  expect(repositoryOf(at(folder)).root).toBe(at(root));
});

write("archive/infra/index.ts", "");

test.each<[string, string, Record<string, string>, string]>([
  ["in the checkout of a job on GitHub", "archive/infra", { GITHUB_WORKSPACE: at("archive") }, "archive"],
  ["in the checkout of a job on GitLab", "archive/infra", { CI_PROJECT_DIR: at("archive") }, "archive"],
  ["outside of the checkout", "archive/infra", { GITHUB_WORKSPACE: at("elsewhere") }, "archive/infra"],
  ["beside a checkout with a shorter name", "archive/infra", { GITHUB_WORKSPACE: at("arch") }, "archive/infra"],
  ["with an empty variable", "archive/infra", { GITHUB_WORKSPACE: "" }, "archive/infra"],
  ["with a .git of its own", "repo/infra", { GITHUB_WORKSPACE: at(".") }, "repo"],
  ["whose root is given", "repo/infra", { PULUMI_SMS_ROOT: at("repo/infra"), CI_PROJECT_DIR: at(".") }, "repo/infra"],
])("the repository of a folder %s", (_, folder, env, root) => {
  expect(repositoryOf(at(folder), env).root).toBe(at(root));
});

test.each<[string, string, string | undefined]>([
  ["a file of the folder", "index.ts", "infra/index.ts"],
  ["a file above", "../README.md", "README.md"],
  ["an absolute path", at("repo/a/b.ts"), "a/b.ts"],
  ["a file outside", "../../elsewhere.ts", undefined],
  ["a file whose name begins with dots", "../..a.ts", "..a.ts"],
  ["a neighbour with a longer name", at("repository/a.ts"), undefined],
  ["the folder above the root", "../..", undefined],
])("the path from the root: %s", (_, file, expected) => {
  expect(repositoryOf(at("repo/infra")).fromRoot(file)).toBe(expected);
});

test.each([
  ["node_modules/pulumi-sms/dist/components/site.js", true],
  ["node_modules/pulumi-sms/dist/components/deeper/site.js", false],
  ["node_modules/pulumi-sms/index.ts", false],
  ["other/dist/components/site.js", false],
  ["broken/dist/components/site.js", false],
  ["infra/index.ts", false],
])("%s is of this package: %s", (file, expected) => {
  expect(repositoryOf(at("repo")).isOwn(file)).toBe(expected);
});

test("the nearest folder is this one, one above, or none", () => {
  const isCalled = (name: string) => (folder: string) => path.basename(folder) === name;
  expect(nearest(at("repo/infra"), isCalled("infra"))).toBe(at("repo/infra"));
  expect(nearest(at("repo/infra"), isCalled("repo"))).toBe(at("repo"));
  expect(nearest(at("repo/infra"), () => false)).toBeUndefined();
});
