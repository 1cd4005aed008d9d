import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { authenticationFile, credentialsFromEnvironment } from "../../evidence/credentials";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "account-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** The account in a file with this text. */
function fromFile(text: string, mode = 0o600) {
  const file = path.join(folder, "account");
  fs.writeFileSync(file, text, { mode });
  return credentialsFromEnvironment({ SMS_CREDENTIALS_FILE: file });
}

test("an account comes from the environment", () => {
  expect(credentialsFromEnvironment({})).toBeUndefined();
  expect(credentialsFromEnvironment({ SMS_USERNAME: "reader", SMS_PASSWORD: "p%;" })).toEqual({
    username: "reader",
    password: "p%;",
  });
});

test("an account comes from a file as smbclient reads it", () => {
  expect(fromFile("username = reader\r\npassword = a = b # c\r\ndomain = CORP\r\n")).toEqual({
    username: "reader",
    password: "a = b # c",
    domain: "CORP",
  });
});

test("what is handed over is read as the same account", () => {
  const account = { username: "reader", password: 'p w%#;="ü', domain: "CORP" };
  expect(fromFile(authenticationFile(account))).toEqual(account);
});

const SECRET = "5ecret";
test.each<[string, () => unknown, string]>([
  ["a file that others can read", () => fromFile(`username = a\npassword = ${SECRET}`, 0o644), "chmod 600"],
  ["no file", () => credentialsFromEnvironment({ SMS_CREDENTIALS_FILE: "/nowhere" }), "/nowhere: ENOENT"],
  ["no name", () => fromFile(`password = ${SECRET}`), 'needs a line "username = …"'],
  ["no password", () => credentialsFromEnvironment({ SMS_USERNAME: "a" }), "SMS_PASSWORD is not set"],
  [
    "two accounts",
    () => credentialsFromEnvironment({ SMS_USERNAME: "a", SMS_CREDENTIALS_FILE: "b" }),
    "Set SMS_CREDENTIALS_FILE or SMS_USERNAME, not both",
  ],
  [
    "a line break",
    () => credentialsFromEnvironment({ SMS_USERNAME: "a", SMS_PASSWORD: `${SECRET}\nusername = b` }),
    "The password has a line break or a NUL",
  ],
  [
    "a leading blank",
    () => credentialsFromEnvironment({ SMS_USERNAME: "a", SMS_PASSWORD: ` ${SECRET}` }),
    "The password begins with a blank, which smbclient drops",
  ],
])("%s is refused, without a value", (_, read, message) => {
  expect(read).toThrow(message);
  expect(read).not.toThrow(SECRET);
});
