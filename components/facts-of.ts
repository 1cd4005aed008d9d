import * as pulumi from "@pulumi/pulumi";
import { formatFault } from "../domain/carried/shared-facts";
import type { HierarchyFacts } from "./args";

/**
 * The facts that another stack exports, as its last successful update stored them. A preview reads the same: what a team
 * has not deployed yet is not in it.
 *
 * @param stack full name of the stack, `organization/project/stack` (on a backend of your own `organization` stays this very
 *   word), or a reference to it.
 * @param output name of the output that holds `facts` of its Hierarchy. Default: `facts`.
 * @throws pulumi.RunError for a stack that does not exist, one without that output (it was never updated, or exports no
 *   facts), for an output that is secret, and for facts in a format that this version does not read. Never no facts.
 *
 * @example
 * const europe = await factsOf("organization/contoso-europe/prod");
 */
export async function factsOf(stack: string | pulumi.StackReference, output = "facts"): Promise<HierarchyFacts> {
  const { name, outputs, secretOutputNames } = await (typeof stack === "string" ? read(stack) : readReference(stack));
  const what = `output ${JSON.stringify(output)} of stack ${name}`;
  if (!Object.hasOwn(outputs, output)) {
    throw new pulumi.RunError(
      `There is no ${what}. Export \`facts\` of the Hierarchy there, and run pulumi up there first.`,
    );
  }
  if (secretOutputNames.includes(output)) {
    throw new pulumi.RunError(
      `The ${what} is secret. Facts are shown in previews and reviews: find the fact that comes from a secret there, and use a value that is not secret, or pulumi.unsecret.`,
    );
  }
  const fault = formatFault(outputs[output]);
  if (fault !== undefined) throw new pulumi.RunError(`The ${what} ${fault}.`);
  return outputs[output] as HierarchyFacts;
}

/** What the engine knows of the outputs of a stack. */
interface StackOutputs {
  readonly name: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly secretOutputNames: readonly string[];
}

/** The engine ends the program at a reference to a stack that does not exist; this question it answers. */
async function read(name: string): Promise<StackOutputs> {
  try {
    return (await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name })) as StackOutputs;
  } catch (error) {
    const why = String((error as Error).message).replace(/^.* returned an error: /, "");
    throw new pulumi.RunError(
      `The facts of stack ${JSON.stringify(name)} cannot be read: ${why}. Write its name as organization/project/stack, and run pulumi up there first.`,
    );
  }
}

/** What the SDK keeps of an Output besides what it shows. */
interface Known<T> {
  readonly isKnown: Promise<boolean>;
  promise(): Promise<T>;
}

async function readReference({ name, outputs, secretOutputNames }: pulumi.StackReference): Promise<StackOutputs> {
  const all = pulumi.output({ name, outputs, secretOutputNames }) as unknown as Known<StackOutputs>;
  if (await all.isKnown) return all.promise();
  throw new pulumi.RunError(
    "The facts of a stack whose name is known only later cannot be read. Name it with a text or with stack configuration.",
  );
}
