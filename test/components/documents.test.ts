import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Domain, Hierarchy, mergeFacts, Site, type HierarchyFacts } from "../../components";
import { contosoDocument } from "../kit/contoso";
import { refusal, register, type Registration } from "../kit/recorder";

const folder = mkdtempSync(path.join(tmpdir(), "pulumi-sms-"));
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (name: string, content: unknown) => {
  const file = path.join(folder, name);
  writeFileSync(file, JSON.stringify(content));
  return file;
};

/** The hierarchy of the tests in two parts: what the centre declares, and what two teams do. */
function parts() {
  const { hierarchy, sites, upgrades, waivers, domains } = contosoDocument();
  const { CEN, P01, S01 } = sites;
  return {
    own: { hierarchy, domains: { CORP: domains!["CORP"]! }, sites: { CEN: CEN! }, upgrades: upgrades! },
    sales: shared("contoso-sales/prod", {
      domains: { SALES: domains!["SALES"]! },
      sites: { S01: S01! },
      waivers: waivers!,
    }),
    labs: shared("contoso-labs/prod", { sites: { P01: P01! } }),
  };
}

function shared(stack: string, document: Partial<HierarchyFacts>): HierarchyFacts {
  return { formatVersion: 1, stack: `organization/${stack}`, hierarchy: "contoso", sites: {}, ...document };
}

/** What matters of a registration: the file of a hierarchy and the stacks that share facts do not. */
const plain = (registered: Registration[]) =>
  registered.map(({ outputs, ...rest }) => {
    const { file: _file, stacks: _stacks, ...facts } = outputs ?? {};
    return { ...rest, outputs: facts };
  });

describe("the facts of three stacks", () => {
  test.each<[string, () => unknown]>([
    ["merged", () => Hierarchy.fromFacts("contoso", mergeFacts(parts().own, parts().sales, parts().labs))],
    [
      "beside a document",
      () => Hierarchy.fromFacts("contoso", parts().own as never, { documents: [parts().sales, parts().labs] }),
    ],
    [
      "beside a file",
      () =>
        Hierarchy.fromFile("contoso", fileOf("central.json", parts().own), {
          documents: [parts().sales, parts().labs],
        }),
    ],
  ])("%s register what one document of all of them does", async (_, program) => {
    const whole = plain(await register(() => Hierarchy.fromFacts("contoso", contosoDocument())));
    expect(plain(await register(program))).toEqual(whole);
  });

  test("beside a document are named with their stacks, for reviews", async () => {
    const { own, sales, labs } = parts();
    const registered = await register(() => Hierarchy.fromFacts("contoso", own as never, { documents: [sales, labs] }));
    expect(registered.find(({ type }) => type === "sms:index:Hierarchy")?.outputs?.["stacks"]).toEqual({
      "organization/contoso-sales/prod": ["S01", "SALES"],
      "organization/contoso-labs/prod": ["P01"],
    });
  });

  test("are all that another program needs: the facts of a hierarchy declare the same again", async () => {
    const facts = await sharedBy(() => Hierarchy.fromFacts("contoso", contosoDocument()));
    expect(facts).toMatchObject({ formatVersion: 1, stack: "organization/project/stack", hierarchy: "contoso" });
    const again = await register(() => Hierarchy.fromFacts("contoso", facts));
    expect(plain(again)).toEqual(plain(await register(() => Hierarchy.fromFacts("contoso", contosoDocument()))));
  });

  test.each<[string, (all: ReturnType<typeof parts>) => HierarchyFacts[], string[]]>([
    [
      "one site, domain and waiver in two stacks",
      ({ sales }) => [sales, { ...sales, stack: "organization/contoso-labs/prod" }],
      [
        'domains.SALES: found "SALES", expected a domain that is declared once; organization/contoso-sales/prod has it (organization/contoso-labs/prod)',
        'sites.S01: found "S01", expected a site that is declared once; organization/contoso-sales/prod has it (organization/contoso-labs/prod)',
        expect.stringMatching(
          /^waivers\[0\]: found .*, expected a waiver that is declared once; organization\/contoso-sales\/prod has it \(organization\/contoso-labs\/prod\)$/,
        ) as string,
      ],
    ],
    [
      "a site of the program's own, and another hierarchy",
      ({ labs }) => [{ ...labs, hierarchy: "fabrikam", sites: { CEN: labs.sites["P01"]! } }],
      [
        'hierarchy: found "fabrikam", expected the name in this program, "contoso" (organization/contoso-labs/prod)',
        'sites.CEN: found "CEN", expected a site that is declared once; this program has it (organization/contoso-labs/prod)',
      ],
    ],
    [
      "a wrong fact, with the stack that shares it",
      ({ sales, labs }) => [
        sales,
        { ...labs, sites: { P01: { ...labs.sites["P01"]!, parent: "X01", domains: ["NONE"] } } },
      ],
      [
        expect.stringMatching(
          /^sites\.P01\.domains\[0\]: found "NONE".*\(organization\/contoso-labs\/prod\)$/,
        ) as string,
        expect.stringMatching(/^sites\.P01\.parent: found "X01".*\(organization\/contoso-labs\/prod\)$/) as string,
      ],
    ],
    [
      "a newer format, and no facts",
      ({ sales }) => [{ ...sales, formatVersion: 2 }, {} as never],
      [
        expect.stringContaining("documents[0] has facts in format 2, which is newer") as string,
        expect.stringContaining("documents[1] does not have the facts of a hierarchy") as string,
      ],
    ],
  ])("are refused: %s", async (_, others, problems) => {
    const all = parts();
    const documents = others(all);
    for (const program of [
      () => mergeFacts(all.own, ...documents),
      () => Hierarchy.fromFacts("contoso", all.own as never, { documents }),
    ]) {
      const { error, registered } = await refusal(program);
      const { errors } = error as pulumi.InputPropertiesError;
      const lines = errors.map(({ propertyPath, reason }) =>
        propertyPath === "" ? reason : `${propertyPath}: ${reason}`,
      );
      expect(lines).toEqual(expect.arrayContaining(problems));
      expect(registered).toEqual([]);
    }
  });

  test("beside a file are refused with the line of the file or the stack", async () => {
    const { own, labs } = parts();
    const file = fileOf("twice.json", own);
    const documents = [{ ...labs, sites: { CEN: labs.sites["P01"]! } }, shared("x/y", { sites: { P09: {} as never } })];
    const { error } = await refusal(() => Hierarchy.fromFile("contoso", file, { documents }));
    expect(error.message).toMatch(
      /sites\.CEN: found "CEN", expected a site that is declared once; .*twice\.json has it \(organization\/contoso-labs\/prod\)/,
    );
    expect(error.message).toMatch(/sites\.P09\.build: missing, .*\(organization\/x\/y\)/);
  });
});

describe("a part of a hierarchy", () => {
  test("registers its sites and domains without a gate, though parents and domains are declared elsewhere", async () => {
    const { sales } = parts();
    const facts = { hierarchy: "contoso", domains: sales.domains!, sites: sales.sites };
    const registered = await register(() => Hierarchy.fromFacts("sales", facts, { part: true }));
    expect(registered.map(({ type, name }) => `${type} ${name}`)).toEqual([
      "sms:index:Domain SALES",
      "sms:index:Hierarchy sales",
      "sms:index:LogonPoint SALES/SALESPDC",
      "sms:index:Site S01",
    ]);
    expect(registered[1]?.outputs).toEqual({ hierarchy: "contoso", upgrades: [], part: true });
  });

  test("shares the same facts from a file, a document and a program", async () => {
    const { sales } = parts();
    const facts = { hierarchy: "contoso", domains: sales.domains!, sites: sales.sites, waivers: sales.waivers! };
    const byHand = () => {
      const hierarchy = new Hierarchy("contoso", { part: true, waivers: sales.waivers! });
      const domain = new Domain("SALES", { hierarchy, ...sales.domains!["SALES"]! });
      const { parent, ...site } = sales.sites["S01"]!;
      new Site("S01", { hierarchy, ...site, parent: parent!, domains: [domain] });
      return hierarchy;
    };
    const shares = await Promise.all([
      await sharedBy(byHand),
      await sharedBy(() => Hierarchy.fromFacts("contoso", facts, { part: true })),
      await sharedBy(() => Hierarchy.fromFile("contoso", fileOf("sales.json", facts), { part: true })),
    ]);
    const expected = { ...sales, stack: "organization/project/stack" };
    expect(shares).toEqual([expected, expected, expected]);
  });

  test("says nothing of times that others know: sites elsewhere may take part in its domains", async () => {
    const file = fileOf("times.json", {
      hierarchy: "contoso",
      domains: {
        CORP: {
          pdc: "PDC",
          logonPoints: { PDC: { copylog: { modified: "2000-06-20T14:30:00Z" }, updatedSinceFix: false } },
        },
      },
      sites: {
        P01: {
          type: "primary",
          parent: "CEN",
          build: 1380,
          domains: ["CORP"],
          copylogFixInstalled: "2000-01-01T00:00:00Z",
        },
      },
    });
    const { domains } = await sharedBy(() => Hierarchy.fromFile("contoso", file, { part: true }));
    expect(domains?.["CORP"]?.logonPoints).toEqual({
      PDC: { copylog: { modified: "2000-06-20T14:30:00Z" }, updatedSinceFix: false },
    });
  });
});

test("facts are unknown in preview as long as one of them is", async () => {
  class Later extends pulumi.CustomResource {
    declare readonly value: pulumi.Output<string>;
    constructor() {
      super("test:index:Later", "later", { value: undefined });
    }
  }
  const known: Promise<boolean>[] = [];
  await register(
    () => {
      const first = Hierarchy.fromFacts("contoso", contosoDocument()).facts;
      const { domains, sites } = contosoDocument();
      const late = {
        hierarchy: "later",
        domains: domains!,
        sites: { ...sites, CEN: { ...sites["CEN"]!, fullVersion: new Later().value } },
      };
      const second = Hierarchy.fromFacts("later", late, { namePrefix: "l-" }).facts;
      for (const facts of [first, second]) known.push((facts as unknown as { isKnown: Promise<boolean> }).isKnown);
    },
    { preview: true },
  );
  expect(await Promise.all(known)).toEqual([true, false]);
});

/** The facts that a program's hierarchy shares, as JSON holds them. */
async function sharedBy(program: () => Hierarchy): Promise<HierarchyFacts> {
  let facts: HierarchyFacts | undefined;
  await register(() => {
    program().facts.apply((known) => (facts = known as HierarchyFacts));
  });
  return JSON.parse(JSON.stringify(facts)) as HierarchyFacts;
}
