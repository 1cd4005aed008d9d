import { markerIn } from "../../publish/comments";
import { reviewMarkdown } from "../../review/formats/markdown";
import { blockedReview } from "../kit/review/samples";

test("publishing finds the comment of a review by the line that the review ends with", () => {
  const text = reviewMarkdown(blockedReview(), { id: "prod.eu-1" });
  expect(markerIn(text)).toBe("<!-- pulumi-sms:review prod.eu-1 -->");
});
