import * as pulumi from "@pulumi/pulumi";
import { factsOf } from "../../components";

const FACTS = { formatVersion: 1, stack: "organization/contoso-europe/prod", hierarchy: "contoso", sites: {} };
const STACK = "organization/contoso-europe/prod";

/** What the engine answers to a question for the outputs of a stack. */
async function stackWith(outputs: Record<string, unknown>, secretOutputNames: string[] = []): Promise<void> {
  const answer = { name: STACK, outputs, secretOutputNames };
  await pulumi.runtime.setMocks({
    call: () => answer,
    newResource: ({ name, inputs }) => ({ id: name, state: { ...inputs, ...answer } }),
  });
}

const ways = [
  { way: "its name", of: () => STACK },
  { way: "a reference", of: () => new pulumi.StackReference("europe", { name: STACK }) },
];

describe.each(ways)("a stack by $way", ({ of }) => {
  test("gives the facts that it exports, under any name", async () => {
    await stackWith({ facts: FACTS, others: { ...FACTS, hierarchy: "fabrikam" } }, ["password"]);
    expect(await factsOf(of())).toEqual(FACTS);
    expect(await factsOf(of(), "others")).toEqual({ ...FACTS, hierarchy: "fabrikam" });
  });

  test.each([
    {
      what: "without the output",
      outputs: { fact: FACTS },
      says: `There is no output "facts" of stack ${STACK}. Export \`facts\` of the Hierarchy there, and run pulumi up there first.`,
    },
    {
      what: "whose output is secret",
      outputs: { facts: FACTS },
      secret: ["facts"],
      says: `The output "facts" of stack ${STACK} is secret.`,
    },
    {
      what: "whose facts are in a newer format",
      outputs: { facts: { ...FACTS, formatVersion: 2 } },
      says: `The output "facts" of stack ${STACK} has facts in format 2, which is newer; this version of pulumi-sms reads 1. Update pulumi-sms in the project that reads them.`,
    },
    {
      what: "whose facts are in an older format",
      outputs: { facts: { ...FACTS, formatVersion: 0 } },
      says: `The output "facts" of stack ${STACK} has facts in format 0, which is older; this version of pulumi-sms reads 1. Update pulumi-sms in the project that exports them and run pulumi up there.`,
    },
    {
      what: "whose output is no facts",
      outputs: { facts: {} },
      says: `The output "facts" of stack ${STACK} does not have the facts of a hierarchy. Export \`facts\` of a Hierarchy as it is.`,
    },
  ])("$what is an error that names both", async ({ outputs, secret = [], says }) => {
    await stackWith(outputs, secret);
    const error = await factsOf(of()).catch((thrown: unknown) => thrown as Error);
    expect(pulumi.RunError.isInstance(error)).toBe(true);
    expect((error as Error).message.slice(0, says.length)).toBe(says);
  });
});

test("a reference whose stack is known only later is refused, not taken for an empty one", async () => {
  await pulumi.runtime.setMocks(
    { call: () => ({}), newResource: ({ inputs }) => ({ id: undefined, state: inputs as object }) },
    "project",
    "stack",
    true,
  );
  class Later extends pulumi.CustomResource {
    declare readonly stack: pulumi.Output<string>;
    constructor() {
      super("test:index:Later", "later", { stack: undefined });
    }
  }
  const reference = new pulumi.StackReference("europe", { name: new Later().stack });
  await expect(factsOf(reference)).rejects.toThrow("a stack whose name is known only later");
});
