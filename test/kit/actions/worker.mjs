/**
 * The language of GitHub Actions, as GitHub's own packages for editors have it. They are ES modules, which jest does not
 * load, so this is a worker: a message is a request, its answer has the same number.
 */
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { parentPort } from "node:worker_threads";

// The packages import their schemas as bundlers read them, without saying that they are JSON.
registerHooks({
  load(url, context, next) {
    if (!url.endsWith(".json")) return next(url, context);
    return {
      format: "module",
      source: `export default ${readFileSync(fileURLToPath(url), "utf8")}`,
      shortCircuit: true,
    };
  },
});

const { data, Evaluator, Lexer, Parser } = await import("@actions/expressions");
const { NoOperationTraceWriter, parseWorkflow } = await import("@actions/workflow-parser");
const { parseAction } = await import("@actions/workflow-parser/actions/action-parser");

const PARSERS = { action: parseAction, workflow: parseWorkflow };

/** Faults of an action or a workflow, each as a sentence. */
function faultsOf({ kind, content }) {
  const { context } = PARSERS[kind]({ name: kind, content }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(({ message }) => message);
}

/** A text with its expressions resolved. */
function resolve({ text, contexts, status }) {
  const known = JSON.parse(JSON.stringify(contexts), data.reviver);
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression) => evaluate(expression, known, status).coerceString());
}

/** Whether a step runs: without a function of status in its condition, only while nothing has failed. */
function condition({ text, contexts, status }) {
  const expression = text.replace(/^\s*\$\{\{(.*)\}\}\s*$/s, "$1");
  const asked = /\b(always|success|failure|cancelled)\s*\(/.test(expression)
    ? expression
    : `success() && (${expression})`;
  const known = JSON.parse(JSON.stringify(contexts), data.reviver);
  const value = evaluate(`(${asked}) && true || false`, known, status);
  return value.coerceString() === "true";
}

function evaluate(expression, known, status) {
  const states = { always: true, success: status === "success", failure: status === "failure", cancelled: false };
  const functions = Object.entries(states).map(([name, value]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(value),
  }));
  const { tokens } = new Lexer(expression).lex();
  const names = known.pairs().map(({ key }) => key);
  const parsed = new Parser(tokens, names, functions).parse();
  return new Evaluator(parsed, known, new Map(functions.map((one) => [one.name, one]))).evaluate();
}

const REQUESTS = { faultsOf, resolve, condition };

parentPort.on("message", ({ number, name, request }) => {
  try {
    parentPort.postMessage({ number, value: REQUESTS[name](request) });
  } catch (error) {
    parentPort.postMessage({ number, fault: `${error.message} in ${JSON.stringify(request.text ?? request.kind)}` });
  }
});
