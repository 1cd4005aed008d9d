import fc from "fast-check";
import type { HotfixId } from "../../domain/hotfixes";
import { sharedTexts } from "../../rules/shared-texts";

interface Told {
  readonly subject: { readonly kind: "site"; readonly name: string };
  readonly hotfix?: HotfixId;
  readonly remedy: string;
}

const at = (name: string, remedy: string, hotfix?: HotfixId): Told => ({
  subject: { kind: "site", name },
  remedy,
  ...(hotfix === undefined ? {} : { hotfix }),
});
const rows = (...findings: Told[]) => {
  const { shown, more } = sharedTexts(findings, ({ remedy }) => remedy);
  return [...shown.map(({ whose, text }) => `remedy${whose}: ${text}`), ...(more > 0 ? [`${more} more`] : [])];
};

test("a text that all have stands alone", () => {
  expect(rows(at("A", "Do it."), at("B", "Do it."))).toEqual(["remedy: Do it."]);
});

test("two texts are told whole, each with its subjects", () => {
  expect(rows(at("A", "Look. Do it."), at("B", "Look. Leave it."), at("C", "Look. Do it."))).toEqual([
    "remedy at A, C: Look. Do it.",
    "remedy at B: Look. Leave it.",
  ]);
});

test("texts of hotfixes are told by hotfix, and those of some sites by both", () => {
  const both = [at("A", "Install 7.", "Q249077"), at("A", "Install 17.", "Q252717")];
  expect(rows(...both)).toEqual(["remedy for Q249077: Install 7.", "remedy for Q252717: Install 17."]);
  expect(rows(...both, at("B", "Install 17 by hand.", "Q252717"))).toEqual([
    "remedy for Q249077: Install 7.",
    "remedy at A (Q252717): Install 17.",
    "remedy at B (Q252717): Install 17 by hand.",
  ]);
});

test("of many texts each sentence is told once, behind those that it follows", () => {
  expect(
    rows(
      at("C", "Install. Declare. Clean up X."),
      at("B", "Install. Declare."),
      at("A", "Install. First see. Declare. Clean up X."),
      at("D", "Install. Declare. Clean up Y."),
    ),
  ).toEqual([
    "remedy: Install.",
    "remedy at A: First see.",
    "remedy: Declare.",
    "remedy at A, C: Clean up X.",
    "remedy at D: Clean up Y.",
  ]);
});

test("ten texts are told and the others counted; of many subjects five are named", () => {
  const many = Array.from({ length: 12 }, (_, index) => at(`S${index}`, `Do ${index}.`));
  expect(rows(...many).slice(9)).toEqual(["remedy at S9: Do 9.", "2 more"]);
  const same = Array.from({ length: 7 }, (_, index) => at(`S${index}`, "Do it."));
  expect(rows(...same, at("S8", "Leave it."))[0]).toBe("remedy at S0, S1, S2, S3, S4 and 2 more: Do it.");
});

test("what is told of a subject, in its order, is the text of the subject", () => {
  const sentences = fc.uniqueArray(fc.constantFrom("A.", "B.", "C.", "D.", "E."), { minLength: 1 });
  fc.assert(
    fc.property(fc.array(sentences, { minLength: 1, maxLength: 4 }), (texts) => {
      const findings = texts.map((text, index) => at(`S${index}`, text.join(" ")));
      const { shown, more } = sharedTexts(findings, ({ remedy }) => remedy);
      fc.pre(more === 0);
      for (const { subject, remedy } of findings) {
        const own = shown.filter(({ whose }) => whose === "" || whose.split(/ at |, /).includes(subject.name));
        expect(own.map(({ text }) => text).join(" ")).toBe(remedy);
      }
    }),
  );
});
