/**
 * How often a property of a fuzz test is tried: `npm run fuzz -- 100000` says it for all of them.
 *
 * @param usual how often in the unit suite.
 */
export function runs(usual: number): { numRuns: number; endOnFailure: true } {
  return { numRuns: Number(process.env["FUZZ_RUNS"] ?? usual), endOnFailure: true };
}
