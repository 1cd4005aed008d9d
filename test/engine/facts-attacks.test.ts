import { isRefused, Lab, refusedBy } from "../kit/engine/lab";

/** One run of the engine for each class of broken facts; tables of values run through rules and policies. */
test.each([
  {
    what: "a hotfix missing at a site far from the upgraded one",
    change: "doc.upgrades = ['CEN']; doc.sites.S01.hotfixes.Q252717 = { installed: false };",
    refused: ["hotfix-prerequisites", "upgrade-gate"],
  },
  {
    what: "the hotfix of the other build",
    change:
      "doc.sites.P01.hotfixes.Q249077 = undefined; doc.sites.P01.hotfixes.Q251070 = { files: { 'Bin/i386/Nt_logon.dll': '2.0.1239.62' } };",
    refused: ["hotfix-prerequisites", "upgrade-gate"],
  },
  {
    what: "a file version that is too old by one",
    change: "doc.sites.P01.hotfixes.Q249077.files['Bin\\\\i386\\\\Nt_logon.dll'] = '2.0.1380.1104';",
    refused: ["hotfix-evidence", "upgrade-gate"],
  },
  {
    what: "an attestation on a secondary site",
    change:
      "doc.sites.S01.hotfixes.Q252717 = { attestedBy: 'j.doe', attestedOn: '2000-06-20' }; doc.sites.S01.fullVersion = '2.00.1380.1000';",
    refused: ["hotfix-evidence", "upgrade-gate"],
  },
  {
    what: "an Alpha server with Intel files only",
    change: "doc.sites.P01.platform = 'alpha';",
    refused: ["hotfix-evidence", "upgrade-gate"],
  },
  {
    what: "a logon point that is not updated",
    change: "doc.domains.CORP.logonPoints.BDC1.updatedSinceFix = false;",
    refused: ["copylog-updated", "upgrade-gate"],
  },
  {
    what: "a logon point of which nothing is known",
    change: "delete doc.domains.CORP.logonPoints.BDC1;",
    refused: ["copylog-updated", "upgrade-gate"],
  },
  {
    what: "a Copylog.tcf without shared lines",
    change:
      "doc.domains.CORP.logonPoints.PDC1.copylog = { text: '[FILE SOURCE]\\r\\nSITES\\\\CEN\\\\cli_inst.cfg=CEN\\r\\n' };",
    refused: ["copylog-updated", "upgrade-gate"],
  },
  {
    what: "a shared line of a site that nobody declared",
    change: "doc.domains.CORP.logonPoints.PDC1.copylog = { sharedOwner: 'OLD' };",
    refused: ["copylog-owners", "upgrade-gate"],
  },
  {
    what: "a Senior.lst in lower case",
    change: "doc.domains.CORP.seniorList = 'cen';",
    refused: ["senior-site", "upgrade-gate"],
  },
])("$what is refused in preview and by up --skip-preview", async ({ change, refused }) => {
  const lab = Lab.ofProgram(`const doc = facts(); ${change} sms.Hierarchy.fromFacts("contoso", doc);`);
  const preview = await lab.preview();
  expect([isRefused(preview), refusedBy(preview)]).toEqual([true, refused]);
  const applied = await lab.upWithoutPreview();
  expect([isRefused(applied), lab.stored("sms:index:Sp2Upgrade")]).toEqual([true, []]);
});
