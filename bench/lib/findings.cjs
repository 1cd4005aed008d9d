// @ts-check
"use strict";

/** The rules that rules.rego has too. */
const COMPARED = ["hotfix-prerequisites", "hotfix-evidence", "copylog-updated"];

/**
 * What makes findings equal, sorted: rule, code, subject and hotfix.
 * @param {readonly { rule: string, code: string, subject: { kind: string, name: string }, hotfix?: string }[]} findings
 */
function keysOf(findings) {
  return findings
    .filter(({ rule }) => COMPARED.includes(rule))
    .map(({ rule, code, subject, hotfix }) => [rule, code, subject.kind, subject.name, hotfix ?? ""].join(" "))
    .sort();
}

/**
 * What only one of two lists has.
 * @param {readonly string[]} product
 * @param {readonly string[]} opa
 */
function differences(product, opa) {
  const [ours, theirs] = [new Set(product), new Set(opa)];
  return [
    ...product.filter((key) => !theirs.has(key)).map((key) => `only the product: ${key}`),
    ...opa.filter((key) => !ours.has(key)).map((key) => `only OPA: ${key}`),
  ];
}

module.exports = { keysOf, differences };
