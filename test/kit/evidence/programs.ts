/** The bytes of a program with a file version, as a hotfix leaves it behind. */
export async function program(
  version: string,
  options: { machine?: number; is64?: boolean; isBare?: boolean } = {},
): Promise<Buffer> {
  // ES modules, which a CommonJS module imports when it runs.
  const { NtExecutable, NtExecutableResource } = await import("pe-library");
  const { Resource } = await import("resedit");
  const executable = NtExecutable.createEmpty(options.is64 !== true, true);
  if (options.machine !== undefined) executable.newHeader.fileHeader.machine = options.machine;
  const resources = NtExecutableResource.from(executable);
  if (options.isBare !== true) {
    const [major = 0, minor = 0, build = 0, revision = 0] = version.split(".").map(Number);
    const info = Resource.VersionInfo.createEmpty();
    info.setFileVersion(major, minor, build, revision, 1033);
    info.outputToResourceEntries(resources.entries);
  }
  resources.outputResource(executable);
  return Buffer.from(executable.generate());
}

/** Machine of the header of an Alpha program. */
export const ALPHA = 0x184;
