import * as pulumi from "@pulumi/pulumi";
import type { CopylogInput } from "../domain/model/document";
import { summariseCopylog } from "../domain/model/facts";
import { isDeferred, isRecord } from "./deferred";

/**
 * Facts of logon points in the form in which the gate carries them: each Copylog.tcf as its summary, whether its text
 * is known now or only later. What is not well formed passes as it is: the gate's check names it.
 */
export function summarisedPoints(points: unknown): unknown {
  return whenKnown(points, (known) => mapValues(known, summarisedPoint));
}

function summarisedPoint(point: unknown): unknown {
  return whenKnown(point, (known) =>
    known["copylog"] === undefined ? known : { ...known, copylog: summarised(known["copylog"]) },
  );
}

function summarised(copylog: unknown): unknown {
  return whenKnown(copylog, (known) => {
    if (isDeferred(known["text"])) return pulumi.output(known).apply(summarised);
    return typeof known["text"] === "string" ? summariseCopylog(known as CopylogInput) : known;
  });
}

/** Applies a function to a record now, or as soon as it is known; anything else passes. */
function whenKnown(value: unknown, map: (known: Record<string, unknown>) => unknown): unknown {
  if (isDeferred(value)) return pulumi.output(value as object).apply((known: unknown) => whenKnown(known, map));
  return isRecord(value) ? map(value) : value;
}

function mapValues(record: Record<string, unknown>, map: (value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
