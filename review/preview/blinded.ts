/** What the engine puts in the place of the value of a secret, wherever in a text the value stands. */
const BLIND = "[secret]";

/** Whether a text is another one, or what the engine makes of it where a secret of the stack has its words. */
export function isBlinded(said: string, text: string): boolean {
  if (said === text) return true;
  const [first = "", ...others] = said.split(BLIND);
  const last = others.pop();
  if (last === undefined || !text.startsWith(first)) return false;
  let at = first.length;
  for (const piece of others) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
