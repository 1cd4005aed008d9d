import * as pulumi from "@pulumi/pulumi";

/** A run of SP2 setup on a server. The plugin in `examples/lab` stands for your own way to run it. */
class Setup extends pulumi.CustomResource {
  constructor(name: string, args: { server: string; cleared: pulumi.Input<boolean> }) {
    super("lab:index:Setup", name, args);
  }
}

// What the last successful update of the stack with the gate cleared: before there is one, this output is missing.
const central = new pulumi.StackReference("organization/contoso-central/dev");
const cleared = central.requireOutput("cleared") as pulumi.Output<Partial<Record<string, boolean>>>;

const isCleared = cleared.apply(({ EU1 }) => {
  if (EU1 !== true) throw new pulumi.RunError("The upgrade of EU1 is not planned, or not cleared.");
  return EU1;
});

new Setup("SP2-EU1", { server: "SMSEU1", cleared: isCleared });
