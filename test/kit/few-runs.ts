import type * as FastCheck from "fast-check";

/** A change is tried with every test that reaches it, so a property gets few documents here, the same ones each time. */
const FEW = { numRuns: 5, seed: 1 };

jest.mock("fast-check", () => {
  const actual = jest.requireActual<typeof FastCheck>("fast-check");
  const assert = (property: FastCheck.IRawProperty<unknown>, options?: object) =>
    actual.assert(property, { ...options, ...FEW });
  const few = { ...actual, assert };
  return { ...few, __esModule: true, default: few };
});
