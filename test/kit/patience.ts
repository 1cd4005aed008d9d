// Properties take longer on a machine that is busy, and a fuzz run takes as long as it takes.
jest.setTimeout(process.env["FUZZ_RUNS"] === undefined ? 60 * 1000 : 24 * 60 * 60 * 1000);
