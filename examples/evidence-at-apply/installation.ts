import * as pulumi from "@pulumi/pulumi";

/** An installation of Q249077 on a server of the lab; the plugin in `lab/` stands for whatever installs hotfixes. */
export class Installation extends pulumi.CustomResource {
  /** Versions of the files that the installation left behind, by path; known at apply. */
  declare readonly files: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: { server: string; version: string }, opts?: pulumi.CustomResourceOptions) {
    super("lab:index:Installation", name, { ...args, files: undefined }, opts);
  }
}
