import { findBrowser } from "../../../tools/browser/find.cjs";

/** What is found where only these files exist. */
function search(files: string[], env: NodeJS.ProcessEnv, platform: NodeJS.Platform) {
  return findBrowser(env, platform, (file: string) => files.includes(file));
}

test.each<[string, string[], NodeJS.ProcessEnv, NodeJS.Platform, string | undefined]>([
  ["nothing anywhere", [], { PATH: "/usr/bin" }, "linux", undefined],
  ["chromium on PATH", ["/usr/bin/chromium"], { PATH: "/bin:/usr/bin" }, "linux", "/usr/bin/chromium"],
  ["chrome beside chromium", ["/a/google-chrome", "/b/chromium"], { PATH: "/a:/b" }, "linux", "/b/chromium"],
  ["the named one", ["/mine", "/b/chromium"], { PATH: "/b", CHROME_PATH: "/mine" }, "linux", "/mine"],
  [
    "Edge in its usual place",
    ["C:\\Programs\\Microsoft\\Edge\\Application\\msedge.exe"],
    { PATH: "C:\\Windows", PROGRAMFILES: "C:\\Programs" },
    "win32",
    "C:\\Programs\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
  [
    "Chrome among the applications",
    ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
    {},
    "darwin",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ],
])("%s", (_, files, env, platform, browser) => {
  expect(search(files, env, platform)).toBe(browser);
});

test("a CHROME_PATH that leads nowhere is said, whatever else is there", () => {
  expect(() => search(["/b/chromium"], { PATH: "/b", CHROME_PATH: "/gone" }, "linux")).toThrow(
    "CHROME_PATH is /gone, and there is no such file.",
  );
});
