import * as pulumi from "@pulumi/pulumi";

/** A run of SP2 setup on a server. The plugin in `examples/lab` stands for your own way to run it. */
export class Setup extends pulumi.CustomResource {
  constructor(name: string, args: { server: string; cleared: pulumi.Input<boolean> }) {
    super("lab:index:Setup", name, args);
  }
}
