import { markerOf } from "../../publish/marker";
import { LONGEST_COMMENT } from "../../publish/github";
import { COMMENT_LIMIT, reviewMarkdown } from "../../review/formats/markdown";
import { blockedReview } from "../kit/review/samples";

test("publishing finds the comment of a review by the line that the review ends with", () => {
  const text = reviewMarkdown(blockedReview(), { id: "prod.eu-1" });
  expect(markerOf(text)).toBe("<!-- pulumi-sms:review prod.eu-1 -->");
});

test("a review is cut to what GitHub takes", () => {
  expect(COMMENT_LIMIT).toBe(LONGEST_COMMENT);
});
