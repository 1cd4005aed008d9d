import { foldName } from "../../domain/names";
import type { Remarks } from "./remarks";
import { serverName } from "./sites";
import type { Columns, Row } from "./table";
import { readTime, type TimeOptions } from "./times";

/** Columns of a table of domain controllers. */
export const CONTROLLER_COLUMNS = {
  domain: ["Domain", "NTDomain", "DomainName"],
  server: [
    "Server",
    "ServerName",
    "Controller",
    "DomainController",
    "DC",
    "Computer",
    "ComputerName",
    "Machine",
    "Host",
    "Hostname",
  ],
  role: ["Role", "Type", "DCRole", "DCType", "ControllerType"],
  smslogon: ["SMSLOGON", "SMSLOGONShare", "LogonPoint"],
  copylogModified: [
    "CopylogDate",
    "CopylogModified",
    "CopylogTcf",
    "CopylogTcfDate",
    "CopylogTcfModified",
    "CopylogTime",
  ],
  seniorList: ["SeniorLst", "Senior", "SeniorSite"],
} as const satisfies Columns<string>;

/** A column of a table of domain controllers. */
export type ControllerField = keyof typeof CONTROLLER_COLUMNS;

/** What a row says of a domain controller; what it does not say is absent. */
export interface InventoryController {
  readonly place: string;
  readonly domain: string;
  readonly server: string;
  readonly isPdc: boolean;
  readonly logonPoint?: boolean;
  readonly modified?: string;
  readonly seniorList?: string | null;
}

/** A domain with its controllers, the PDC first. */
export interface InventoryDomain {
  readonly name: string;
  readonly pdc: InventoryController;
  readonly controllers: readonly InventoryController[];
}

/** The domains of the rows, each with one PDC. */
export function domainsIn(
  rows: readonly Row<ControllerField>[],
  options: TimeOptions & { readonly isEmptyNone: boolean },
  remarks: Remarks,
): InventoryDomain[] {
  const places = new Map<string, string>();
  const domains = new Map<string, InventoryController[]>();
  for (const row of rows) {
    const controller = controllerIn(row, options, remarks);
    if (controller === undefined) continue;
    const first = places.get(foldName(controller.server));
    if (first !== undefined) {
      remarks.fault(row.place, `${controller.server} is there already, at ${first}`);
      continue;
    }
    places.set(foldName(controller.server), row.place);
    const domain = foldName(controller.domain);
    domains.set(domain, [...(domains.get(domain) ?? []), controller]);
  }
  return [...domains.values()].flatMap((controllers) => {
    const [pdc, second] = controllers.filter(({ isPdc }) => isPdc);
    const { domain: name, place } = controllers[0] as InventoryController;
    if (pdc === undefined) return remarks.fault(place, `domain ${name} has no PDC`) ?? [];
    if (second !== undefined) {
      return remarks.fault(second.place, `domain ${name} has a PDC already, ${pdc.server} at ${pdc.place}`) ?? [];
    }
    return [{ name, pdc, controllers: [pdc, ...controllers.filter((one) => one !== pdc)] }];
  });
}

function controllerIn(
  { place, cells }: Row<ControllerField>,
  options: TimeOptions & { readonly isEmptyNone: boolean },
  remarks: Remarks,
): InventoryController | undefined {
  const server = serverName(cells.server ?? "");
  if (server === "") return remarks.fault(place, "no server");
  if (!cells.domain) return remarks.fault(place, `no domain of ${server}`);
  const role = cells.role ?? "";
  const isPdc = /^(?:pdc|primary(?: domain controller)?)$/i.test(role);
  if (!isPdc && !/^(?:bdc|backup(?: domain controller)?)$/i.test(role)) {
    return remarks.fault(place, `role of ${server} is ${JSON.stringify(role)}, expected PDC or BDC`);
  }
  const logonPoint = yesOrNo(cells.smslogon ?? "");
  if (cells.smslogon && logonPoint === undefined) {
    remarks.fault(place, `smslogon of ${server} is ${JSON.stringify(cells.smslogon)}, expected yes or no`);
  }
  const read = cells.copylogModified ? readTime(cells.copylogModified, options) : undefined;
  if (read !== undefined && "fault" in read) remarks.fault(place, `copylogModified of ${server}: ${read.fault}`);
  const modified = read !== undefined && "time" in read ? read.time : undefined;
  if (logonPoint === false && modified !== undefined) {
    return remarks.fault(place, `${server} has a Copylog.tcf and no share SMSLOGON`);
  }
  if (!isPdc && cells.seniorList) remarks.note(place, `Senior.lst of ${server} is not used: only that of a PDC counts`);
  const seniorList = cells.seniorList || (cells.seniorList === "" && options.isEmptyNone ? null : undefined);
  return {
    place,
    server,
    domain: cells.domain,
    isPdc,
    ...(logonPoint === undefined ? {} : { logonPoint }),
    ...(modified === undefined ? {} : { modified }),
    ...(!isPdc || seniorList === undefined ? {} : { seniorList }),
  };
}

function yesOrNo(text: string): boolean | undefined {
  if (/^(?:yes|y|true|x|1)$/i.test(text)) return true;
  return /^(?:no|n|false|-|0)$/i.test(text) ? false : undefined;
}
