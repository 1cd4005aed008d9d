import * as pulumi from "@pulumi/pulumi";
import * as sms from "pulumi-sms";

const file = new pulumi.Config().get("file") ?? "asia.yaml";
const asia = sms.Hierarchy.fromFile("contoso", file, { part: true });

export const facts = asia.facts;
