import type { ResourceValidation, ResourceValidationArgs } from "@pulumi/policy";
import { unknownCheckingProxy } from "@pulumi/policy";
import { createPolicies } from "../../policy-pack/policies";
import { contained, UsageError } from "../../policy-pack/contained";
import { gate, urnOf } from "../kit/analyzer";

const messagesOf = (validate: ResourceValidation, args: object = {}) => {
  const messages: unknown[] = [];
  void contained(validate)(args as ResourceValidationArgs, (message) => messages.push(message));
  return messages;
};
const COULD_NOT = "This could not be judged, and what is not judged does not pass: ";
const FAULT = " Report it as a fault of pulumi-sms.";

test.each<[string, unknown, string]>([
  ["an error", new TypeError("x is not a function"), `${COULD_NOT}x is not a function.${FAULT}`],
  ["a text", "no", `${COULD_NOT}no.${FAULT}`],
  ["nothing at all", undefined, `${COULD_NOT}undefined.${FAULT}`],
  ["lines and control characters", new Error("a\n    at b\u001B[31m"), `${COULD_NOT}a     at b [31m.${FAULT}`],
  ["what the user can mend", new UsageError("the configuration is wrong"), `${COULD_NOT}the configuration is wrong.`],
])("%s that is thrown is a violation", (_, thrown, expected) => {
  expect(
    messagesOf(() => {
      throw thrown;
    }),
  ).toEqual([expected]);
});

test("what was reported before stays, and what is reported without a fault passes through", () => {
  const found = messagesOf((_, report) => {
    report("first");
    throw new Error("then");
  });
  expect(found).toEqual(["first", `${COULD_NOT}then.${FAULT}`]);
  expect(messagesOf((_, report) => report("all"))).toEqual(["all"]);
});

const PROVIDER = { type: "pulumi:providers:sms" };

test("every policy of the pack contains what it throws", async () => {
  const hostile = unknownCheckingProxy(
    Object.defineProperty({}, "hierarchy", {
      enumerable: true,
      get: () => {
        throw new Error("no such thing");
      },
    }),
  );
  const { type, name } = gate();
  for (const policy of createPolicies()) {
    const messages: unknown[] = [];
    const report = (message: unknown) => void messages.push(message);
    const args = {
      type,
      name,
      urn: urnOf(type, name),
      props: hostile,
      opts: {},
      provider: PROVIDER,
      getConfig: () => ({}),
    };
    if ("validateResource" in policy) {
      await (policy.validateResource as (args: object, report: unknown) => unknown)(args, report);
      if (policy.name === "upgrade-gate") expect(messages).toEqual([`${COULD_NOT}no such thing.${FAULT}`]);
    }
    if ("validateStack" in policy) {
      const site = { ...args, type: "sms:index:Site" };
      await (policy.validateStack as (args: object, report: unknown) => unknown)({ resources: [site] }, report);
      expect(messages).toEqual([`${COULD_NOT}no such thing.${FAULT}`]);
    }
  }
});
