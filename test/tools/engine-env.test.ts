import { fileUrl } from "../../tools/engine-env.cjs";

test.each([
  ["/tmp/state", "file:///tmp/state"],
  ["/home/j doe/50%/a#b?c", "file:///home/j%20doe/50%25/a%23b%3Fc"],
])("the backend of the folder %s is %s", (folder, expected) => {
  expect(fileUrl(folder)).toBe(expected);
});
