import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { ConstructResult } from "@pulumi/pulumi/provider";
import * as z from "zod";
import type { HierarchyDocumentArgs, HierarchyFacts } from "../components/args";
import { issuesIn } from "../components/declaration";
import { declareFiles, Hierarchy, WaitingHierarchy } from "../components/hierarchy";
import { refuse, type Problem } from "../components/problems";
import { inRun, newRun, type ProgramRun } from "../components/program-run";
import { TYPES } from "../domain/carried/gate";
import { formatPath, type Path } from "../domain/model/bad-input";
import { currentCall } from "./construct-calls";
import { readInputs, type ReadInputs, type UnknownInput } from "./construct-inputs";
import type { Surroundings } from "./resource-kind";

/** Where facts come from beside those among the inputs, and how all are declared. */
export const SOURCES = z.object({
  file: z
    .string({ error: "expected the path of a hierarchy file" })
    .optional()
    .describe("A hierarchy file, YAML or JSON, from the folder of the project, the one with Pulumi.yaml."),
  files: z
    .array(z.string({ error: "expected the path of a hierarchy file" }))
    .default([])
    .describe("Several hierarchy files that are one hierarchy, from the folder of the project."),
  documents: z
    .array(z.unknown(), { error: "expected a list of facts that other stacks share" })
    .default([])
    .describe("Facts of the same hierarchy that other stacks export, as `facts` of their Hierarchy gives them."),
  part: z
    .boolean({ error: "expected true or false" })
    .default(false)
    .describe(
      "This is a part of a hierarchy: other stacks declare the rest, and the one that reads its `facts` has the gate.",
    ),
  namePrefix: z
    .string({ error: "expected a text" })
    .optional()
    .describe(
      "What the names of all resources of the hierarchy begin with. Needed if two hierarchies of one stack have a site code or a domain name in common.",
    ),
  // A construct call gives all outputs at once, when the last upgrade is through.
  waitFor: z
    .undefined({
      error:
        "expected no upgrades that wait for their servers: `cleared` of all sites is known at once here, so the installer of one site would wait for the upgrades of the others, and they for it",
    })
    .optional(),
});

type Construct = (
  name: string,
  type: string,
  inputs: pulumi.Inputs,
  options: pulumi.ComponentResourceOptions,
) => Promise<ConstructResult>;

/**
 * Declares `sms:index:Hierarchy` for a program in another language than TypeScript: the same components, the gate and the
 * upgrades, as its children. All that is wrong is one message, which names no property: the engine prints the value of
 * one that is named, secret or not.
 */
export function constructHierarchy({ warn }: Pick<Surroundings, "warn">): Construct {
  const runs = new Map<string, ProgramRun>();
  return async (name, type, inputs, given) => {
    if (type !== TYPES.hierarchy)
      throw inOneMessage(`unknown component ${type}; the plugin sms has ${TYPES.hierarchy}`);
    // Hierarchies of one program know each other; what is refused of one is no matter of the others.
    const { monitor = "", deletedWith = "" } = currentCall() ?? {};
    const program = runs.get(monitor) ?? newRun();
    runs.set(monitor, program);
    const options = deletedWith === "" ? given : { ...given, deletedWith: new pulumi.DependencyResource(deletedWith) };
    try {
      return await declared(name, inputs, options, { ...program, isRefused: false }, warn);
    } catch (error) {
      if (pulumi.InputPropertiesError.isInstance(error) || pulumi.RunError.isInstance(error)) {
        throw inOneMessage(error.message);
      }
      throw error;
    }
  };
}

function inOneMessage(message: string): pulumi.InputPropertiesError {
  return new pulumi.InputPropertiesError({ message, errors: [] });
}

async function declared(
  name: string,
  inputs: pulumi.Inputs,
  options: pulumi.ComponentResourceOptions,
  run: ProgramRun,
  warn: Surroundings["warn"],
): Promise<ConstructResult> {
  const { known, unknown, problems } = await readInputs(inputs);
  refuse(`Hierarchy ${JSON.stringify(name)}`, problems, declared);
  const waitsFor = missing(known, unknown);
  if (waitsFor.length > 0) return waiting(name, waitsFor, unknown, options, warn);
  const hierarchy = inRun(run, () => declare(name, known, options));
  const cleared = Object.entries(hierarchy.upgrades).map(([code, upgrade]) => [code, upgrade.cleared]);
  return {
    urn: hierarchy.urn,
    state: {
      verdict: hierarchy.isPart ? "not checked" : hierarchy.readiness.verdict,
      cleared: Object.fromEntries(cleared),
      facts: hierarchy.facts,
    },
  };
}

function declare(name: string, inputs: ReadInputs["known"], options: pulumi.ComponentResourceOptions): Hierarchy {
  const what = `Hierarchy ${JSON.stringify(name)}`;
  const isSource = ([key]: readonly [string, unknown]) => Object.hasOwn(SOURCES.shape, key);
  const entries = Object.entries(inputs);
  const read = SOURCES.safeParse(Object.fromEntries(entries.filter(isSource)));
  const own = entries.filter((entry) => !isSource(entry));
  if (!read.success) {
    const issues = read.error.issues.map(({ path: keys, message }) => problemAt(keys as Path, message));
    return refuse(what, issues as [Problem], declare);
  }
  const { file, files, documents, ...rest } = read.data;
  const all = [...(file === undefined ? [] : [file]), ...files];
  const declaration = { ...options, ...rest, documents: documents as HierarchyFacts[] };
  if (all.length === 0) {
    const facts = { ...(documents.length === 0 ? { hierarchy: name } : {}), ...Object.fromEntries(own) };
    return Hierarchy.fromFacts(name, facts as unknown as HierarchyDocumentArgs, declaration);
  }
  const besides = own.map(([key]) =>
    problemAt([key], "expected no facts beside file and files, which have all of them"),
  );
  refuse(what, besides, declare);
  return declareFiles(name, all, declaration, declare, projectFolder());
}

function problemAt(keys: Path, reason: string): Problem {
  return { propertyPath: formatPath(keys), reason };
}

/** What has to be known for a hierarchy to be declared at all, and is not known yet. */
function missing(known: Readonly<Record<string, unknown>>, unknown: readonly UnknownInput[]): string[] {
  const early = unknown.filter(
    ({ path: [key = "", ...rest] }) => rest.length === 0 || Object.hasOwn(SOURCES.shape, key),
  );
  if (unknown.length === 0 || early.length > 0) return early.map((one) => formatPath(one.path));
  return issuesIn(known).flatMap((issue) => (issue.isPending ? [issue.path] : []));
}

/** A hierarchy that nothing can be said of in this preview: it has no gate, and a review calls it pending. */
async function waiting(
  name: string,
  waitsFor: readonly string[],
  unknown: readonly UnknownInput[],
  options: pulumi.ComponentResourceOptions,
  warn: Surroundings["warn"],
): Promise<ConstructResult> {
  const list = waitsFor.join(", ");
  if (!pulumi.runtime.isDryRun()) {
    const reason = "not known in this update: run it without --target and --exclude";
    refuse(
      `Hierarchy ${JSON.stringify(name)}`,
      waitsFor.map((propertyPath) => ({ propertyPath, reason })),
      waiting,
    );
  }
  const { urn } = new WaitingHierarchy(name, waitsFor, options);
  await warn(
    `Hierarchy ${name} is not checked in this preview: it waits for ${list}. The update checks it, and deletes nothing of it that the program still declares, whatever this preview shows as deleted.`,
  );
  const later = unknown[0]?.output.apply(() => undefined);
  return { urn, state: { verdict: later, cleared: later, facts: later } };
}

/** The folder of the project: the engine starts a plugin in that of the program, which is it or is below it. */
function projectFolder(): string {
  const start = process.cwd();
  const isProject = (folder: string) =>
    ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"].some((file) => fs.existsSync(path.join(folder, file)));
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (isProject(folder)) return folder;
    if (folder === path.dirname(folder)) return start;
  }
}
