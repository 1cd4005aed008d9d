import fc from "fast-check";
import { readOrganisation } from "../../cli/pack-config";
import { BadInputError } from "../../domain/model/bad-input";
import { organisationSchema, type OrganisationSettings } from "../../domain/settings";
import { UsageError } from "../../policy-pack/contained";
import { readPackSettings } from "../../policy-pack/settings";
import { workshop } from "../kit/pulumi-sms";
import { runs } from "../kit/runs";

const { write } = workshop();

/** The settings of a file of these bytes; undefined for bad input. */
async function settingsOf(content: string | Uint8Array): Promise<OrganisationSettings | undefined> {
  try {
    return await readOrganisation([write("config.json", content)], IO);
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    expect(error.issues.length).toBeGreaterThan(0);
    return undefined;
  }
}

function packSettingsOf(config: object): OrganisationSettings | undefined {
  try {
    return readPackSettings(config);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return undefined;
  }
}

const STRICT = JSON.stringify({ "upgrade-gate": { waivers: "none", minimumEvidence: "files", levels: {} } }, null, 1);
const IO = { readInput: () => Promise.resolve(new Uint8Array()) };
const DEFAULTS = organisationSchema.parse({});

test("whatever an organisation configures, the review reads the same of it as the pack", async () => {
  const value = fc.oneof(
    fc.constantFrom<unknown>("every-site", "shared-domains", "attested", "files", "allowed", "none", null),
    fc.dictionary(fc.constantFrom("senior-site", "waiver", "__proto__", "x"), fc.constantFrom("advisory", "off", 1)),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const keys = fc.constantFrom("reading", "minimumEvidence", "waivers", "levels", "strict", "__proto__");
  await fc.assert(
    fc.asyncProperty(fc.dictionary(keys, value), async (config) => {
      const written = JSON.stringify(config);
      const read = await settingsOf(`{"upgrade-gate":${written}}`);
      expect(read).toEqual(packSettingsOf(JSON.parse(written) as object));
    }),
    runs(200),
  );
});

test("a configuration that is cut off, written twice, swapped or in UTF-16 is bad input", async () => {
  const places = fc.nat({ max: STRICT.length - 2 }).map((at) => at + 1);
  const damaged = places.chain((at) => {
    const [head, tail] = [STRICT.slice(0, at), STRICT.slice(at)];
    return fc.constantFrom<string | Buffer>(
      head,
      tail + head,
      head + STRICT,
      STRICT + STRICT,
      Buffer.from(STRICT, "utf16le"),
      Buffer.from(`\ufeff${STRICT}`, "utf16le").swap16(),
    );
  });
  expect(await settingsOf(STRICT)).toEqual({ ...DEFAULTS, waivers: "none", minimumEvidence: "files" });
  await fc.assert(
    fc.asyncProperty(damaged, async (content) => expect(await settingsOf(content)).toBeUndefined()),
    runs(100),
  );
});

test("any bytes are bad input", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) =>
      expect(await settingsOf(bytes)).toBeUndefined(),
    ),
    runs(100),
  );
});
