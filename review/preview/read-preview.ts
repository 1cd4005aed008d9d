import * as z from "zod";
import { BadInputError, inputIssue, issueOf } from "../../domain/model/bad-input";
import { canonicalJson } from "../../domain/carried/canonical";
import { TYPES } from "../../domain/carried/gate";
import { fromWire, type Properties } from "../../domain/carried/wire";
import { jsonOf, syntaxErrorIn } from "../../domain/text/json";
import { byKey, groupBy, uniqueBy } from "../../domain/groups";
import { errorText } from "./error-text";
import {
  nameOf,
  typeOf,
  type PackRun,
  type PolicyReport,
  type Preview,
  type PreviewError,
  type PreviewResource,
} from "./preview";

const properties = z.record(z.string(), z.unknown());
/** The engine writes null for an empty list. */
const urnsSchema = z
  .array(z.string())
  .nullish()
  .transform((urns) => urns ?? []);
const stateSchema = z.object({
  urn: z.string(),
  type: z.string(),
  inputs: properties.default({}),
  custom: z.boolean().default(false),
  external: z.boolean().default(false),
  provider: z.string().default(""),
  parent: z.string().default(""),
  ignoreChanges: z.array(z.string()).default([]),
  propertyDependencies: z.record(z.string(), urnsSchema).default({}),
  sourcePosition: z.string().optional(),
  stackTrace: z.array(z.object({ sourcePosition: z.string().optional() })).default([]),
});
const outputSchema = z.object({
  steps: z.array(z.object({ op: z.string(), newState: stateSchema.optional() })).default([]),
  diagnostics: z
    .array(z.object({ message: z.string().default(""), severity: z.string().default(""), urn: z.string().default("") }))
    .default([]),
});
const summarySchema = z.object({
  resourceUrn: z.string().default(""),
  policyPackName: z.string().default(""),
  policyPackVersion: z.string().default(""),
  passed: z.array(z.string()).default([]),
  failed: z.array(z.string()).default([]),
});
/** The last second of the year 9999: a day has ten characters. */
const LAST_SECOND = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000;

const eventSchema = z.object({
  timestamp: z.number().min(0).max(LAST_SECOND),
  resOutputsEvent: z
    .object({ metadata: z.object({ urn: z.string(), new: z.object({ outputs: properties.nullish() }).nullish() }) })
    .optional(),
  policyEvent: z
    .object({
      resourceUrn: z.string().default(""),
      message: z.string(),
      policyName: z.string(),
      policyPackName: z.string(),
      policyPackVersion: z.string().default(""),
      enforcementLevel: z.string(),
    })
    .optional(),
  policyAnalyzeSummaryEvent: summarySchema.optional(),
  policyAnalyzeStackSummaryEvent: summarySchema.optional(),
  diagnosticEvent: z.object({ message: z.string(), severity: z.string(), urn: z.string().default("") }).optional(),
  summaryEvent: z.object({ result: z.string().default("") }).optional(),
});

type Event = z.output<typeof eventSchema>;

/** Operations that show what the program need not declare: a resource that is taken away, or looked up before it runs. */
const UNDECLARED = /^(delete|discard|remove|refresh)/;

/**
 * Reads what one preview left.
 *
 * @param output what `pulumi preview --json --show-sames` printed.
 * @param log its event log.
 * @throws BadInputError for texts that are no such thing.
 */
export function readPreview(output: string, log: string): Preview {
  const printed = readOutput(output);
  const events = readLog(log);
  const resources = resourcesIn(printed, events);
  const [urn = ""] = resources.keys();
  const [, , stack = "", project = ""] = /^(urn:pulumi:)(.*?)::(.*?)::/.exec(urn) ?? [];
  const reports = events.flatMap(reportOf);
  const results = events.flatMap(({ summaryEvent }) => summaryEvent?.result ?? []);
  const result = results.includes("failed") ? "failed" : results.at(-1);
  return {
    project,
    stack,
    day: dayOf(events),
    resources: [...resources.values()],
    reports,
    packs: packsIn(events),
    errors: errorsIn(printed.diagnostics, events, result === "failed" && !reports.some(isRefusal)),
    result: result === "succeeded" || result === "failed" ? result : undefined,
  };
}

/** The resources that a program declares, by URN. */
function resourcesIn({ steps }: Printed, events: readonly Event[]): Map<string, PreviewResource> {
  const outputs = new Map(
    events.flatMap(({ resOutputsEvent: event }) =>
      event === undefined ? [] : [[event.metadata.urn, event.metadata.new?.outputs ?? {}] as const],
    ),
  );
  const states = new Map<string, z.output<typeof stateSchema>>();
  const resources = new Map<string, PreviewResource>();
  for (const { op, newState: state } of steps) {
    if (state === undefined || UNDECLARED.test(op)) continue;
    const { urn, type, inputs, custom, external } = state;
    const other = states.get(urn);
    const isOther = other !== undefined && canonicalJson(other.inputs) !== canonicalJson(inputs);
    if (isOther) throw doubtful(`${urn} stands there twice, with other inputs`);
    const isRead = external || op === "read";
    // What is neither a target of the run nor created is "same" without inputs.
    const isEmpty = custom && !isRead && op !== "same" && Object.keys(inputs).length === 0;
    if (isEmpty && CARRYING.includes(type)) throw doubtful(`${urn} has no inputs`);
    states.set(urn, state);
    resources.set(urn, resourceOf(state, isRead, outputs.get(urn) ?? {}));
  }
  return resources;
}

function resourceOf(state: z.output<typeof stateSchema>, isRead: boolean, outputs: Properties): PreviewResource {
  const { urn, type, inputs, parent, ignoreChanges, custom, provider, propertyDependencies } = state;
  let read: Properties | undefined;
  return {
    urn,
    name: nameOf(urn),
    type,
    provider: custom ? typeOf(provider) : undefined,
    parent,
    isRead,
    ignoreChanges,
    clearanceFrom: propertyDependencies["clearance"] ?? [],
    get properties() {
      return (read ??= fromWire(custom ? inputs : outputs) as Properties);
    },
    frames: [state.sourcePosition, ...state.stackTrace.map((frame) => frame.sourcePosition)].filter(isText),
  };
}

function isText(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}

type Printed = z.output<typeof outputSchema>;

function readOutput(text: string): Printed {
  const result = outputSchema.safeParse(jsonOf(text, OUTPUT));
  if (result.success) return result.data;
  throw unreadable(OUTPUT, text, "what pulumi preview --json --show-sames prints");
}

function readLog(text: string): Event[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (lines.length === 0) throw unreadable("the event log", text, EVENTS);
  return lines.flatMap((line, index) => {
    const where = `line ${index + 1} of the event log`;
    const result = eventSchema.safeParse(jsonOf(line, where));
    if (result.success) return [result.data];
    // A log breaks off where the engine was killed; the missing end of the run says so.
    if (index === lines.length - 1) return [];
    throw unreadable(where, line, EVENTS);
  });
}

const OUTPUT = "the output of the preview";
const EVENTS = "events as pulumi preview --event-log writes them";

/** A text that is no such thing: it is not quoted, because it may hold secrets. */
function unreadable(where: string, text: string, expected: string): BadInputError {
  const found = text.trim() === "" ? "nothing" : (notJson(text) ?? "other JSON");
  return new BadInputError([inputIssue([], undefined, expected, `${found} as ${where}`)]);
}

function notJson(text: string): string | undefined {
  const { what, position } = syntaxErrorIn(text.replace(/^\uFEFF/, "")) ?? {};
  if (position === undefined) return undefined;
  const line = text.includes("\n") ? `line ${position.line}, ` : "";
  return `text that is not valid JSON (${what} at ${line}column ${position.column})`;
}

/** A file that no engine writes: what it shows is not to be trusted. */
function doubtful(what: string): BadInputError {
  const reason = `${OUTPUT}: ${what}. The engine writes no such file: run the preview again`;
  return new BadInputError([issueOf({ path: [], value: undefined, expected: "the file as it was written", reason })]);
}

/** What carries facts: the plugin refuses one without inputs, before the engine has a step to print. */
const CARRYING: readonly string[] = [TYPES.gate, TYPES.upgrade];

function dayOf(events: readonly Event[]): string {
  const seconds = events.find((event) => event.policyAnalyzeSummaryEvent !== undefined) ?? events[0];
  return new Date((seconds?.timestamp ?? 0) * 1000).toISOString().slice(0, 10);
}

function reportOf({ policyEvent: event }: Event): PolicyReport[] {
  if (event === undefined) return [];
  const { resourceUrn: urn, message, policyName: policy, policyPackName: pack, enforcementLevel: level } = event;
  return [{ urn, policy, pack, level, message }];
}

type Looked = Pick<Summary, "resourceUrn" | "policyPackName" | "policyPackVersion"> & { readonly policies: string[] };
type Summary = z.output<typeof summarySchema>;

/** The packs that ran, each with what its policies looked at. */
function packsIn(events: readonly Event[]): PackRun[] {
  const seen = events.flatMap((event): Looked[] => {
    const { policyAnalyzeSummaryEvent, policyAnalyzeStackSummaryEvent, policyEvent } = event;
    const summary = policyAnalyzeSummaryEvent ?? policyAnalyzeStackSummaryEvent;
    if (summary !== undefined) return [{ ...summary, policies: [...summary.passed, ...summary.failed] }];
    return policyEvent === undefined ? [] : [{ ...policyEvent, policies: [policyEvent.policyName] }];
  });
  return groupBy(seen, ({ policyPackName }) => policyPackName).map((some) => {
    const looked = byKey(some, ({ resourceUrn }) => resourceUrn);
    const policiesAt = [...looked].map(
      ([urn, all]) => [urn, new Set(all.flatMap(({ policies }) => policies))] as const,
    );
    return { pack: some[0].policyPackName, version: some[0].policyPackVersion, policiesAt: new Map(policiesAt) };
  });
}

/**
 * Errors from both files, each once; that the preview failed is said by the engine after any of them.
 *
 * @param isUnexplained the preview failed, and no policy refused it: without errors what the program printed is the reason, as
 *   the mistakes that the host of YAML finds.
 */
function errorsIn(
  diagnostics: Printed["diagnostics"],
  events: readonly Event[],
  isUnexplained: boolean,
): PreviewError[] {
  const logged = events.flatMap(({ diagnosticEvent: event }) => event ?? []);
  const errors = [...logged, ...diagnostics]
    .filter(({ severity }) => severity === "error")
    .map(({ message, urn }) => ({ message: errorText(message), urn }))
    .filter(({ message }) => message !== "" && message !== "preview failed");
  if (errors.length > 0 || !isUnexplained) return uniqueBy(errors, ({ message }) => message);
  const printed = logged.filter(({ severity }) => severity === "info#err").map(({ message }) => message);
  const message = errorText(printed.join("").replace(/\n{2,}/g, "\n"));
  return message === "" ? [] : [{ message, urn: "" }];
}

function isRefusal({ level }: PolicyReport): boolean {
  return level === "mandatory";
}
