// @ts-check
"use strict";
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { Readable } = require("node:stream");
const { pipeline } = require("node:stream/promises");
const { executable } = require("../lib/layout.cjs");
const { progress } = require("../lib/progress.cjs");
const { capture } = require("../lib/run.cjs");

const RELEASES = "https://get.pulumi.com/releases/sdk";

/** How long the server may be silent. */
const SILENCE_MS = 10_000;

/** @type {Partial<Record<NodeJS.Platform, string>>} */
const SYSTEMS = { linux: "linux", darwin: "darwin", win32: "windows" };

/**
 * Puts the official build into `folder`/bin.
 * @param {string} folder
 * @param {string} version
 * @param {string} [releases] where the files are
 */
async function download(folder, version, releases = RELEASES) {
  const archive = archiveName(version, process.platform, process.arch);
  const expected = checksum(await text(`${releases}/pulumi-${version}-checksums.txt`), archive);
  const file = path.join(folder, archive);
  const actual = await save(`${releases}/${archive}`, file);
  if (actual !== expected) {
    throw new Error(`${archive} has the SHA-256 sum ${actual}; the release says ${expected}`);
  }
  await extract(file, folder);
  fs.rmSync(file);
  // The archive's folder is `pulumi`, on Windows with a `bin` inside.
  const top = path.join(folder, "pulumi");
  const bin = [path.join(top, "bin"), top].find((place) => fs.existsSync(path.join(place, executable("pulumi"))));
  if (!bin) {
    throw new Error(`${archive} contains no pulumi executable`);
  }
  fs.renameSync(bin, path.join(folder, "bin"));
}

/** @param {string} version @param {NodeJS.Platform} platform @param {string} arch */
function archiveName(version, platform, arch) {
  const system = SYSTEMS[platform];
  if (!system || !["x64", "arm64"].includes(arch)) {
    throw new Error(`there is no official build for ${platform} on ${arch}`);
  }
  return `pulumi-v${version}-${system}-${arch}.${platform === "win32" ? "zip" : "tar.gz"}`;
}

/** @param {string} sums lines of `sum  name` @param {string} archive */
function checksum(sums, archive) {
  for (const line of sums.split(/\r?\n/)) {
    const [sum, name] = line.trim().split(/\s+\*?/);
    if (sum && name === archive) {
      return sum.toLowerCase();
    }
  }
  throw new Error(`the release's checksums do not list ${archive}`);
}

/** @param {string} url @param {AbortSignal} signal */
async function get(url, signal) {
  const response = await fetch(url, { signal }).catch((error) => {
    throw new Error(`${url}: ${error.cause?.message ?? error.message}`);
  });
  if (!response.ok || !response.body) {
    throw new Error(`${url}: the server answered ${response.status}`);
  }
  return response;
}

/** @param {string} url */
async function text(url) {
  return (await get(url, AbortSignal.timeout(SILENCE_MS))).text();
}

/**
 * @param {string} url
 * @param {string} file
 * @returns {Promise<string>} the file's SHA-256 sum
 */
async function save(url, file) {
  const silence = new AbortController();
  const abort = () => silence.abort(new Error(`the server was silent for ${SILENCE_MS / 1000} s`));
  let timer = setTimeout(abort, SILENCE_MS);
  const response = await get(url, silence.signal);
  const total = Number(response.headers.get("content-length"));
  const told = progress("Downloading the Pulumi engine");
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    await pipeline(
      Readable.fromWeb(/** @type {import("node:stream/web").ReadableStream} */ (response.body)),
      async function* (chunks) {
        for await (const chunk of chunks) {
          clearTimeout(timer);
          timer = setTimeout(abort, SILENCE_MS);
          hash.update(chunk);
          bytes += chunk.length;
          told.update(`${megabytes(bytes)} of ${total ? megabytes(total) : "unknown"} MB`);
          yield chunk;
        }
      },
      fs.createWriteStream(file),
    );
  } finally {
    clearTimeout(timer);
    told.end();
  }
  return hash.digest("hex");
}

/** @param {number} bytes */
function megabytes(bytes) {
  return Math.round(bytes / 1e6);
}

/**
 * Windows has had a tar that reads zip files since 2018; the one on PATH may be another.
 * @param {string} file
 * @param {string} folder
 */
async function extract(file, folder) {
  const tar =
    process.platform === "win32" ? path.join(process.env.SystemRoot ?? "C:\\Windows", "System32", "tar.exe") : "tar";
  const { code, output } = await capture(tar, ["-xf", file, "-C", folder]);
  if (code !== 0) {
    throw new Error(`tar could not unpack ${path.basename(file)}: ${output.trim()}`);
  }
}

module.exports = { download, archiveName, checksum };
