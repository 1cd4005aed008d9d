/**
 * What the model needs of zod. All of it with its 45 languages takes a program two thirds of the time in which this package is
 * loaded; the build makes one file of what stands here.
 */
export type * from "zod";
export {
  array,
  boolean,
  compile,
  custom,
  enum,
  int,
  iso,
  literal,
  number,
  object,
  partialRecord,
  record,
  strictObject,
  string,
  toJSONSchema,
  union,
  unknown,
} from "zod";
