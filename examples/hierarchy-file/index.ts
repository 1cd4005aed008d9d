import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as sms from "pulumi-sms";

const file = new pulumi.Config().require("file");

// Declares every domain and site of the file, the gate, and an upgrade for each site that the file lists.
export const hierarchy = sms.Hierarchy.fromFile("contoso", path.join(__dirname, file)).hierarchy;
