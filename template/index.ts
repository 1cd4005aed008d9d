import * as path from "node:path";
import * as sms from "pulumi-sms";

// Declares every domain and site of the file, the gate, and an upgrade for each site that the file lists.
export const hierarchy = sms.Hierarchy.fromFile("${PROJECT}", path.join(__dirname, "hierarchy.yaml")).hierarchy;
