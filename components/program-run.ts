import { AsyncLocalStorage } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
import { controllerKey } from "../domain/names";

/** What happened so far in one run of a program. */
export interface ProgramRun {
  /** Names of its hierarchies. */
  readonly names: Set<string>;
  /** Hierarchies of its domain controllers, by {@link controllerKey}. */
  readonly controllers: Map<string, string>;
  /** Something that it declares was refused. */
  isRefused: boolean;
}

/**
 * Runs by their stack: programs inside one process have a stack each. All copies of this package that a program loads
 * share them.
 */
const runs = shared("pulumi-sms/program-runs/1", () => new WeakMap<pulumi.Resource, ProgramRun>());

/** Runs that have no stack: what the plugin declares for a program in another language. */
const calls = shared("pulumi-sms/construct-runs/1", () => new AsyncLocalStorage<ProgramRun>());

function shared<T extends object>(key: string, create: () => T): T {
  const all = globalThis as unknown as Record<symbol, T | undefined>;
  return (all[Symbol.for(key)] ??= create());
}

export function newRun(): ProgramRun {
  return { names: new Set(), controllers: new Map(), isRefused: false };
}

/** Declares something in a run that has no stack. */
export function inRun<T>(run: ProgramRun, declare: () => T): T {
  return calls.run(run, declare);
}

/** The run that is going on; undefined without a stack, as in a unit test with mocks: nothing tells one from another. */
function currentRun(): ProgramRun | undefined {
  const call = calls.getStore();
  const stack = pulumi.runtime.getStackResource();
  if (call !== undefined || stack === undefined) return call;
  const run = runs.get(stack) ?? newRun();
  runs.set(stack, run);
  return run;
}

/**
 * Takes the name of a hierarchy for one declaration.
 *
 * @returns false where this run of the program has a hierarchy of that name already.
 */
export function takeName(hierarchy: string): boolean {
  const names = currentRun()?.names;
  if (names?.has(hierarchy) === true) return false;
  names?.add(hierarchy);
  return true;
}

/**
 * Takes a domain for one hierarchy, by its controllers.
 *
 * @returns the other hierarchy that has a domain of this name with one of the same controllers already.
 */
export function takeDomain(hierarchy: string, domain: string, servers: readonly string[]): string | undefined {
  const controllers = currentRun()?.controllers;
  if (controllers === undefined) return undefined;
  const keys = servers.map((server) => controllerKey(domain, server));
  const other = keys.map((key) => controllers.get(key)).find((owner) => owner !== undefined && owner !== hierarchy);
  if (other === undefined) for (const key of keys) controllers.set(key, hierarchy);
  return other;
}

/** Notes that something that the program declares was refused. */
export function noteRefusal(): void {
  const run = currentRun();
  if (run !== undefined) run.isRefused = true;
}

/**
 * A value once the program has declared all that it declares in one go. What is registered goes out while the program
 * still runs, and an error does not call it back; so what everything else waits for has to wait for this.
 *
 * @returns the value, as an Output that fails where a declaration was refused meanwhile.
 */
export function onceDeclared<T>(value: T): pulumi.Output<T> {
  const run = currentRun();
  return pulumi.output(
    new Promise<T>((resolve, reject) => {
      setImmediate(() => {
        if (run?.isRefused !== true) resolve(value);
        else reject(new pulumi.RunError("no gate is created, because something that the program declares was refused"));
      });
    }),
  ) as pulumi.Output<T>;
}
