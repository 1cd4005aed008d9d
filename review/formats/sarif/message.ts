import type { Message } from "sarif";

/**
 * Lines of visible text as a message. In a message a brace begins a placeholder unless it is doubled (SARIF 2.1.0,
 * 3.11.5), and a bracket before a parenthesis makes a link (3.11.6).
 */
export function messageOf(lines: readonly string[]): Message {
  return { text: lines.join("\n").replace(/[{}]/g, "$&$&").replaceAll("](", "] (") };
}
