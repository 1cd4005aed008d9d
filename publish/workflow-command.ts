/** Ways in which GitHub shows a message beside a run. */
export type Severity = "notice" | "error";

/**
 * A workflow command of GitHub Actions that shows a message, as one line. What would end the message or begin another
 * command is escaped as the runner reads it.
 */
export function workflowCommand(severity: Severity, title: string, message: string): string {
  return `::${severity} title=${escapeProperty(title)}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
