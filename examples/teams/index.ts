import * as sms from "pulumi-sms";

sms.Hierarchy.fromFiles("contoso", ["hierarchy/central.yaml", "hierarchy/europe.yaml", "hierarchy/asia.yaml"]);
