import { workflowCommand } from "../../publish/messages";

test("a message is one line, whatever is in it, and ends no property", () => {
  expect(workflowCommand("notice", "a: b, 5%", "50% of\r\n::error::it, a:b")).toBe(
    "::notice title=a%3A b%2C 5%25::50%25 of%0D%0A::error::it, a:b",
  );
});
