import * as sms from "pulumi-sms";

const europe = sms.Hierarchy.fromFile("contoso", "europe.yaml", { part: true });

export const facts = europe.facts;
