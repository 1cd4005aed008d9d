import { Language } from "../../kit/actions/language";

const language = new Language();
afterAll(() => language.stop());

test("expressions are resolved inside a text, and what is not there is nothing", async () => {
  const contexts = { inputs: { id: "a b" }, github: { event: {} } };
  expect(
    await language.resolve("<${{ inputs.id }}/${{ inputs.none }}${{ inputs.id == 'A B' }}>", contexts, "success"),
  ).toBe("<a b/true>");
  expect(await language.resolve("${{ github.event.pull_request.head.sha }}", contexts, "success")).toBe("");
  await expect(language.resolve("${{ nowhere.id }}", contexts, "success")).rejects.toThrow("nowhere");
});

test.each([
  ["inputs.yes == 'true'", "success", true],
  ["inputs.yes == 'true'", "failure", false],
  ["${{ always() && inputs.yes == 'true' }}", "failure", true],
  ["${{ always() && inputs.yes != 'true' }}", "success", false],
  ["${{ failure() }}", "failure", true],
  ["github.event.pull_request == null", "success", true],
])("%s is asked after %s: %s", async (text, status, runs) => {
  const contexts = { inputs: { yes: "true" }, github: { event: {} } };
  expect(await language.condition(text, contexts, status)).toBe(runs);
});

test("faults of an action are found", async () => {
  const action = (step: string) => `name: x\ndescription: y\nruns:\n  using: composite\n  steps:\n    - ${step}\n`;
  expect(await language.faultsOf("action", action("{ run: echo, shell: bash }"))).toEqual([]);
  for (const step of ["{ run: echo }", "{ run: echo, shell: bash, with: { a: b } }", "{ uses: a/b@c, shell: bash }"])
    expect(await language.faultsOf("action", action(step))).not.toEqual([]);
});
