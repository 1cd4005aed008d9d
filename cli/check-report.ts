import { BadInputError } from "../domain/model/bad-input";
import { formatReview } from "../review/formats/index";
import { reviewText } from "../review/formats/text";
import { failedReview, statusOf } from "../review/review";
import { EXIT, type ExitCode, type Io } from "./io";
import { layoutOf } from "./layout";
import type { CheckOptions } from "./options";
import { reviewOfFile } from "./review-file";

/** The formats of a review; bad input is told in the format that was asked for, and on standard error. */
export async function report(file: string, options: CheckOptions, version: string, io: Io): Promise<ExitCode> {
  const review = await reviewOfFile(file, options.judge, version, io).catch((error: unknown) => {
    if (!(error instanceof BadInputError)) throw error;
    return failedReview(version, file, { kind: "input", message: error.message });
  });
  const layout = layoutOf(io.terminal.out, io.env);
  for (const piece of formatReview(review, options.format, { layout, id: "check" })) io.out(piece);
  if (review.failures.length === 0) return statusOf(review) === "ready" ? EXIT.ready : EXIT.notReady;
  io.err(reviewText(review, layoutOf(io.terminal.err, io.env)));
  return EXIT.badInput;
}
