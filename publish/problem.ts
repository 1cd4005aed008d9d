/** What kept a review from being published: where, what was found, what is expected there, and what to do. */
export class Problem extends Error {
  override readonly name: string = "Problem";

  constructor(where: string, found: string, expected: string, remedy: string) {
    super(`${where}: found ${found}, expected ${expected}. ${remedy}`);
  }
}

/** A host that answered, and did not do what it was asked. */
export class Refusal extends Problem {
  override readonly name = "Refusal";

  constructor(
    readonly status: number,
    where: string,
    found: string,
    remedy: string,
  ) {
    super(where, found, "that it is done", remedy);
  }
}

/** A request of which nobody knows whether it was done: no answer, or one that says nothing. */
export class Unanswered extends Problem {
  override readonly name = "Unanswered";
}
