import { parse } from "yaml";
import { ACTION } from "../kit/actions/job";
import { Language } from "../kit/actions/language";
import { blocksOf, read } from "../kit/docs/markdown";
import { pinnedEngine } from "../../tools/lib/layout.cjs";

const PAGE = "docs/ci.md";
const language = new Language();
afterAll(() => language.stop());

const blocks = blocksOf(PAGE).filter(({ info: [name] }) => name === "yaml");
const [workflow] = blocks.filter(({ info: [, word] }) => word === "workflow");
const { version } = JSON.parse(read("package.json")) as {
  version: string;
};

interface Workflow {
  readonly permissions: Record<string, string>;
  readonly jobs: { readonly review: { readonly steps: readonly WorkflowStep[] } };
}

interface WorkflowStep {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}

test("the workflow is what GitHub takes for one", async () => {
  expect(await language.faultsOf("workflow", workflow?.text ?? "")).toEqual([]);
  expect(await language.faultsOf("workflow", workflow?.text.replace("runs-on", "run-on") ?? "")).not.toEqual([]);
});

test("the workflow gives the action what it needs, and only inputs that it has", () => {
  const { permissions, jobs } = parse(workflow?.text ?? "") as Workflow;
  expect(permissions).toEqual({ contents: "read", "pull-requests": "write", "security-events": "write" });
  const { steps } = jobs.review;
  const at = steps.findIndex(({ uses }) => uses === "./node_modules/pulumi-sms");
  expect(steps.slice(0, at).map(({ uses, run }) => uses?.split("@")[0] ?? run)).toEqual([
    "actions/checkout",
    "actions/setup-node",
    "pulumi/actions",
    "npm ci",
  ]);
  expect(Object.keys(steps[at]?.with ?? {}).filter((name) => !(name in ACTION.inputs))).toEqual([]);
  expect(steps[2]?.with).toEqual({ "pulumi-version": pinnedEngine });
});

test("the page has the inputs and outputs of the action, with their defaults", () => {
  const rows = [...read(PAGE).matchAll(/^\| `([\w-]+)` +\|.*\| *(.*?) *\|$/gm)];
  expect(rows.map(([, name]) => name)).toEqual(Object.keys(ACTION.inputs));
  for (const [, name = "", preset = ""] of rows)
    if (preset.startsWith("`")) expect(preset).toBe(`\`${ACTION.inputs[name]?.default}\``);
    else expect(["", "${{ github.token }}"]).toContain(ACTION.inputs[name]?.default);
  const outputs = /^Outputs are [^.]*\./m.exec(read(PAGE))?.[0] ?? "";
  expect(Object.keys(ACTION.outputs).filter((name) => !outputs.includes(`\`${name}\``))).toEqual([]);
});

test("GitLab includes the template of this version, and sets what its job has", () => {
  const { include, ...jobs } = parse(blocks.find(({ info }) => info.length === 1)?.text ?? "") as {
    include: { remote: string }[];
  } & Record<string, { variables: Record<string, string> }>;
  const [, file = ""] = include[0]?.remote.split(`https://unpkg.com/pulumi-sms@${version}/`) ?? [];
  const template = parse(read(file)) as typeof jobs;
  for (const [name, { variables }] of Object.entries(jobs))
    expect(Object.keys(template[name]?.variables ?? {})).toEqual(expect.arrayContaining(Object.keys(variables)));
});
