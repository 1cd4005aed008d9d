import type { Review } from "../../review";
export function reviewMarkdown(review: Review, id: string): string {
  return review.subject + id;
}
