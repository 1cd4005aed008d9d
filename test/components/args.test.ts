import type { Input } from "@pulumi/pulumi";
import type {
  CopylogArgs,
  DomainFactsArgs,
  HierarchyDocumentArgs,
  HotfixArgs,
  LogonPointArgs,
  SiteEntry,
  Sp2ReadinessArgs,
  Waiver,
} from "../../components";
import type { GateInputs } from "../../domain/carried/gate";
import type { CopylogInput, DomainInput, HierarchyInput, Known, SiteInput } from "../../domain/model/document";
import type { Pending } from "../../domain/pending";

/** The model as arguments: a fact that can be looked up may be an Output. */
type Args<T> = Pending extends T ? Input<Plain<Exclude<T, Pending | undefined>>> | Extract<T, undefined> : Plain<T>;
type Plain<T> = T extends readonly (infer Item)[]
  ? readonly Args<Item>[]
  : T extends object
    ? { [Key in keyof T]: Args<T[Key]> }
    : T;

type Agree<Documented, Model> = [keyof Documented] extends [keyof Model]
  ? [keyof Model] extends [keyof Documented]
    ? [Args<Model>] extends [Documented]
      ? true
      : "another type"
    : "a key is forgotten"
  : "a key too many";

type LogonPointInput = Known<Known<DomainInput["logonPoints"]>[string]>;
type HotfixInput = Known<Known<SiteInput["hotfixes"]>["Q249077"]>;

// The documented types of arguments are written by hand. The compiler compares them with the model.
test("the documented arguments have every fact and every setting of the model", () => {
  const agree: [
    Agree<HierarchyDocumentArgs, HierarchyInput>,
    Agree<DomainFactsArgs, DomainInput>,
    Agree<LogonPointArgs, LogonPointInput>,
    Agree<CopylogArgs, CopylogInput>,
    Agree<SiteEntry, SiteInput>,
    Agree<HotfixArgs, HotfixInput>,
    Agree<Waiver, NonNullable<HierarchyInput["waivers"]>[number]>,
    Agree<Sp2ReadinessArgs, GateInputs>,
  ] = [true, true, true, true, true, true, true, true];
  expect(agree).not.toContain(false);
});

test("a field that the model gains and the arguments forget fails the compiler, and so does a type", () => {
  // @ts-expect-error -- the arguments lack the field
  const field: Agree<SiteEntry, SiteInput & { readonly serialNumber?: string }> = true;
  // @ts-expect-error -- the arguments want a text
  const type: Agree<SiteEntry, Omit<SiteInput, "server"> & { readonly server?: number }> = true;
  // @ts-expect-error -- the gate's arguments lack the setting
  const setting: Agree<Sp2ReadinessArgs, GateInputs & { readonly strictness?: "high" }> = true;
  expect([field, type, setting]).toEqual([true, true, true]);
});
