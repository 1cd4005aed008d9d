/** The part of JSON Schema that the model of the facts and the inputs of resources use. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
}

/** A text, in the schema of the package. */
export const text = (description: string) => ({ type: "string", description });

/** An object of any form. */
export const anything = (description: string) => ({
  type: "object",
  additionalProperties: { $ref: "pulumi.json#/Any" },
  description,
});
