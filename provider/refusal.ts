import { BadInputError } from "../domain/model/bad-input";
import { CredentialsError } from "../evidence/credentials";
import { ToolMissing } from "../evidence/samba";
import { ListFailure } from "../evidence/senior-list";

/** A reason why the plugin does not do what it was asked to do. It has no trace: it is no fault of the plugin. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  override readonly stack = "";
}

/** Runs work of the plugin; what stops it for a reason that the user can do something about is a {@link Refusal}. */
export async function refusing<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (REASONS.some((kind) => error instanceof kind)) throw new Refusal((error as Error).message);
    throw error;
  }
}

/** Bad input too: the check before a step names it, unless something changed the inputs after it. */
const REASONS = [BadInputError, CredentialsError, ToolMissing, ListFailure];
