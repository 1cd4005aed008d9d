import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { archiveName, checksum, download } from "../../../tools/engine/download.cjs";
import { executable } from "../../../tools/lib/layout.cjs";

let folder: string;
let server: http.Server;
let files: Record<string, Buffer | string>;
beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "download-"));
  files = {};
  server = http.createServer((request, response) => {
    const body = files[(request.url ?? "").slice(1)];
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  server.close();
  fs.rmSync(folder, { recursive: true });
});

const fetchInto = (place: string) => {
  fs.mkdirSync(place);
  return download(place, "3.259.0", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
};

/** Publishes an archive with one executable, as the release does. */
function publish(): { archive: string; sum: string } {
  const archive = archiveName("3.259.0", process.platform, process.arch);
  fs.mkdirSync(path.join(folder, "release", "pulumi"), { recursive: true });
  fs.writeFileSync(path.join(folder, "release", "pulumi", executable("pulumi")), "engine");
  execFileSync("tar", ["-C", path.join(folder, "release"), "-czf", path.join(folder, archive), "pulumi"]);
  const bytes = fs.readFileSync(path.join(folder, archive));
  files[archive] = bytes;
  return { archive, sum: createHash("sha256").update(bytes).digest("hex") };
}

test.each([
  ["linux", "x64", "pulumi-v3.259.0-linux-x64.tar.gz"],
  ["darwin", "arm64", "pulumi-v3.259.0-darwin-arm64.tar.gz"],
  ["win32", "x64", "pulumi-v3.259.0-windows-x64.zip"],
] as const)("the archive for %s on %s is %s", (platform, arch, expected) => {
  expect(archiveName("3.259.0", platform, arch)).toBe(expected);
});

test("there is no archive for other machines", () => {
  expect(() => archiveName("3.259.0", "linux", "riscv64")).toThrow("there is no official build for linux on riscv64");
  expect(() => archiveName("3.259.0", "aix", "x64")).toThrow("there is no official build for aix on x64");
});

test("an archive's sum is the one on its own line", () => {
  const sums = "aa  pulumi-v3.259.0-linux-x64.tar.gz.sig\r\nBB *pulumi-v3.259.0-linux-x64.tar.gz\r\n";
  expect(checksum(sums, "pulumi-v3.259.0-linux-x64.tar.gz")).toBe("bb");
  expect(() => checksum(sums, "pulumi-v3.259.0-linux-x64.tar")).toThrow("do not list pulumi-v3.259.0-linux-x64.tar");
});

test("an archive with the right sum becomes the engine's bin folder", async () => {
  const { archive, sum } = publish();
  files["pulumi-3.259.0-checksums.txt"] = `${sum}  ${archive}\n`;
  const place = path.join(folder, "engine");
  await fetchInto(place);
  expect(fs.readFileSync(path.join(place, "bin", executable("pulumi")), "utf8")).toBe("engine");
});

test("an archive with another sum is refused, and not unpacked", async () => {
  const { archive, sum } = publish();
  files["pulumi-3.259.0-checksums.txt"] = `${"0".repeat(64)}  ${archive}\n`;
  const place = path.join(folder, "engine");
  await expect(fetchInto(place)).rejects.toThrow(`${archive} has the SHA-256 sum ${sum}; the release says 000`);
  expect(fs.existsSync(path.join(place, "bin"))).toBe(false);
});

test("a server that has no such release is named", async () => {
  await expect(fetchInto(path.join(folder, "engine"))).rejects.toThrow(
    /127\.0\.0\.1.*checksums\.txt: the server answered 404/,
  );
});
