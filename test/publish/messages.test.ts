import { print, workflowCommand } from "../../publish/messages";

test.each([
  [
    "a workflow command where GitHub reads it",
    { GITHUB_ACTIONS: "true" },
    ["data", "::error title=t::a%0A##vso[x]\u001b\n"],
  ],
  ["text elsewhere, on one line", {}, ["err", "t: a\\n##vso[x]\\u{1b}\n"]],
])("a message is %s", (_, env, expected) => {
  const written: string[] = [];
  const to = (stream: string) => (text: string) => void written.push(stream, text);
  print("t", [{ severity: "error", text: "a\n##vso[x]\u001b" }], {
    out: to("out"),
    err: to("err"),
    data: to("data"),
    env,
  });
  expect(written).toEqual(expected);
});

test("a message is one line, whatever is in it, and ends no property", () => {
  expect(workflowCommand("notice", "a: b, 5%", "50% of\r\n::error::it, a:b")).toBe(
    "::notice title=a%3A b%2C 5%25::50%25 of%0D%0A::error::it, a:b",
  );
});
