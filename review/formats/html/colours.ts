/** The colours of the page, light and dark; a test holds them to the contrast that WCAG AA asks for. */
export const COLOURS = {
  light: {
    page: "#f5f6f8",
    card: "#ffffff",
    line: "#d9dde3",
    text: "#1a1f26",
    soft: "#566070",
    link: "#0b57b7",
    focus: "#0b57b7",
    known: "#b3261e",
    unknown: "#8a5200",
    pending: "#0b5c8f",
    waived: "#6b3fa0",
    advice: "#4b5768",
    ready: "#0f6b3d",
  },
  dark: {
    page: "#0f1217",
    card: "#171b22",
    line: "#323944",
    text: "#e7eaef",
    soft: "#a5afbd",
    link: "#86b7ff",
    focus: "#86b7ff",
    known: "#ff9389",
    unknown: "#f0b95a",
    pending: "#77c4f2",
    waived: "#c9adff",
    advice: "#b5bfcc",
    ready: "#63d49a",
  },
} as const;

/** The style sheet's variables for the colours. A review that failed has no colour that says ready. */
export const COLOUR_STYLE = `:root {
  color-scheme: light dark;
${variables(COLOURS.light)}
}
@media screen and (prefers-color-scheme: dark) {
  :root {
${variables(COLOURS.dark)}
  }
}
.failed { --ready: var(--soft); }
`;

function variables(colours: Readonly<Record<string, string>>): string {
  return Object.entries(colours)
    .map(([colour, value]) => `  --${colour}: ${value};`)
    .join("\n");
}
