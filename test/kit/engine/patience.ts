jest.setTimeout(process.env["SOAK_RUNS"] === undefined ? 10 * 60 * 1000 : 24 * 60 * 60 * 1000);
