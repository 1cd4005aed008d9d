import { runtime } from "@pulumi/pulumi";
import { parseClearance } from "../domain/carried/gate";
import { isPending } from "../domain/pending";
import type { RuleFinding } from "../rules/finding";
import { ungatedUpgrade } from "../rules/upgrade-gate";
import { gatesOf, type JudgedGate, type Run } from "./run";

const TAKE_THE_GATE =
  "Declare the upgrade as new Sp2Upgrade(name, { site }): it takes the gate of the site's hierarchy. With --target add --target-dependents, so that the gate and its upgrades are judged together.";

/**
 * Why an upgrade does not rest on a gate that was judged in this run; empty when it does. A clearance that the gate is
 * still to give out cannot be compared in preview; the provider compares it before the step.
 */
export function findUngated(run: Run, props: Readonly<Record<string, unknown>>): RuleFinding[] {
  const { hierarchy, site } = props;
  const name = typeof site === "string" ? site : "an upgrade";
  const refuse = (found: string) => [ungatedUpgrade(name, found, TAKE_THE_GATE)];
  if (typeof hierarchy !== "string" || typeof site !== "string") return refuse("its site or hierarchy is not known");
  const [gate, second] = gatesOf(run, hierarchy);
  if (gate === undefined) return refuse(`no gate of ${hierarchy} was judged in this run`);
  if (second !== undefined) return refuse(`${hierarchy} has two gates`);
  if (!gate.isPassable) {
    // Refused already, at the gate: in preview once is enough. A clearance that is known did not wait for the gate.
    return runtime.isDryRun() && isPending(props["clearance"])
      ? []
      : refuse(`the gate of ${hierarchy} is refused in this run`);
  }
  return [
    ...siteFault(gate, site),
    ...digestFault(gate, props["factsDigest"]),
    ...clearanceFault(gate, props["clearance"]),
  ].flatMap(refuse);
}

function siteFault({ hierarchy, inputs }: JudgedGate, site: string): string[] {
  if (inputs === undefined || !Object.hasOwn(inputs.sites, site))
    return [`the gate of ${hierarchy} has no site ${site}`];
  if (inputs.upgrades?.includes(site) !== true) return [`${site} is not among the upgrades of ${hierarchy}`];
  return [];
}

function digestFault({ hierarchy, digest }: JudgedGate, declared: unknown): string[] {
  if (isPending(declared)) return runtime.isDryRun() ? [] : ["the digest of its facts is not known"];
  if (declared === digest) return [];
  return [`the facts that the program declares now are not those that the gate of ${hierarchy} was judged on`];
}

function clearanceFault({ hierarchy, digest }: JudgedGate, clearance: unknown): string[] {
  if (isPending(clearance)) return runtime.isDryRun() ? [] : ["its clearance is not known"];
  const parsed = typeof clearance === "string" ? parseClearance(clearance) : undefined;
  if (parsed === undefined) return ["its clearance is not one that a gate gives out"];
  if (parsed.hierarchy !== hierarchy) return [`its clearance is that of ${parsed.hierarchy}, not of ${hierarchy}`];
  return parsed.digest === digest
    ? []
    : [`its clearance is not the one that the gate of ${hierarchy} gives for these facts`];
}
