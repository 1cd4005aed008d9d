import { PublishError } from "./client";
import { visible } from "../review/phrases/visible";
import type { Env } from "./environment";

/** A line of a command's output: what was done, what could not be done and is no mistake, or what failed. */
export interface Message {
  readonly severity: "info" | "notice" | "warning" | "error";
  readonly text: string;
}

/** Where messages go. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Standard output for what is not text: a workflow command stays one. */
  readonly data: (text: string) => void;
  readonly env: Env;
}

/** What failed, as messages; an internal error is thrown on. */
export function messagesOf(error: unknown): Message[] {
  if (error instanceof PublishError) return [{ severity: "error", text: error.message }];
  throw error;
}

/** Prints messages where they are seen: beside the run on GitHub, which reads commands from standard output. */
export function print(title: string, messages: readonly Message[], { out, err, data, env }: Streams): void {
  for (const { severity, text } of messages) {
    if (severity !== "info" && env["GITHUB_ACTIONS"] === "true") data(`${workflowCommand(severity, title, text)}\n`);
    else (severity === "error" ? err : out)(`${title}: ${visible(text)}\n`);
  }
}

/**
 * A workflow command of GitHub Actions that shows a message, as one line. What would end the message or begin another
 * command is escaped as the runner reads it.
 */
export function workflowCommand(severity: string, title: string, message: string): string {
  const escaped = (text: string) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  return `::${severity} title=${escaped(title).replaceAll(":", "%3A").replaceAll(",", "%2C")}::${escaped(message)}`;
}
