import { COLOURS } from "../../../../review/formats/html/style";

/** WCAG AA asks for this much between a text and what is behind it. */
const LEAST = 4.5;

const TEXTS = ["text", "soft", "link", "known", "unknown", "pending", "waived", "advice", "ready"] as const;

test.each(["light", "dark"] as const)("every text has enough contrast in %s", (scheme) => {
  const colours = COLOURS[scheme];
  const poor = TEXTS.flatMap((text) =>
    (["page", "card"] as const)
      .filter((behind) => contrast(colours[text], colours[behind]) < LEAST)
      .map((behind) => `${text} on ${behind}`),
  );
  expect(poor).toEqual([]);
});

/** Contrast of two colours as WCAG 2 defines it, from 1 to 21. */
function contrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
