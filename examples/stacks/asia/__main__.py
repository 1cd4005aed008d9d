import pulumi
import pulumi_sms as sms

file = pulumi.Config().get("file") or "asia.yaml"
contoso = sms.Hierarchy("contoso", file=file, part=True)

pulumi.export("facts", contoso.facts)
