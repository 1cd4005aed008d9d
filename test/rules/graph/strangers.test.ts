import { SERVED_TYPES } from "../../../domain/carried/gate";
import { PROVIDER, strangerFaults } from "../../../rules/graph/strangers";

const found = (type: string, provider: string | undefined) =>
  strangerFaults({ name: "one", type, provider }).map(({ subject, found: what }) => [subject.name, what]);

test("the plugin serves its own types, and everybody else serves others", () => {
  for (const type of Object.values(SERVED_TYPES)) expect(found(type, PROVIDER)).toEqual([]);
  expect(found("sms:index:Site", undefined)).toEqual([]);
  expect(found("aws:s3/bucket:Bucket", "pulumi:providers:aws")).toEqual([]);
});

test.each(Object.values(SERVED_TYPES))("%s of somebody else, or as a component, is named", (type) => {
  expect(found(type, "pulumi:providers:other")).toEqual([["one", `${type} of pulumi:providers:other`]]);
  expect(found(type, undefined)).toEqual([["one", `${type} as a component`]]);
});

test.each(["sms:x$sms:index:Sp2Upgrade", "sms:a:Sp2Upgrade", "sms:index:Other", "sms:index:Site"])(
  "%s of the plugin is named",
  (type) => expect(found(type, PROVIDER)).toEqual([["one", `the plugin sms serves it as ${type}`]]),
);
