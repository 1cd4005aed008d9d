// Properties take longer on a machine that is busy.
jest.setTimeout(60 * 1000);
