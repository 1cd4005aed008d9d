import * as pulumi from "@pulumi/pulumi";
import * as sms from "pulumi-sms";

/** The stacks of the teams, each with its part of the hierarchy. */
const TEAMS = ["organization/contoso-europe/dev", "organization/contoso-asia/dev"];

// The facts are read before anything is declared, so that they are known in preview.
export = async () => {
  const documents = await Promise.all(TEAMS.map((team) => sms.factsOf(team)));
  const contoso = sms.Hierarchy.fromFile("contoso", "central.yaml", { documents });
  const cleared = Object.entries(contoso.upgrades).map(([code, upgrade]) => [code, upgrade.cleared] as const);
  return { verdict: contoso.readiness.verdict, cleared: pulumi.output(Object.fromEntries(cleared)) };
};
