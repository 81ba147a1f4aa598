import type { GpuHeat } from "../../lib/metrics/gpu-heat-answer";
import { type Amount, add, compare, formatRatio, formatUsd, isZero } from "../../lib/money";
import type { HeatRow } from "../charts/heat-map";
import type { FilterEntry } from "../filters/where";
import { hoursText } from "./hours-text";
import { shortIds } from "./short-ids";

/** A row of the map: a GPU, or what is left of a pool. */
export interface GpuRow extends HeatRow {
  /** "GPU 3f2a1c9b on node-3", "12 more GPUs of pool night". */
  name: string;
  /** What is left out of the name: "H100, pool night". */
  about: string;
  /** "3f2a1c9b", "12 more GPUs". */
  short: string;
  host: string | null;
  gpuModel: string | null;
  pool: string | null;
  /** How many GPUs the rest of a pool are; null for one GPU. */
  cards: number | null;
  utilization: Amount | null;
  tensor: Amount | null;
  idleHours: Amount;
  releasableHours: Amount;
  idleCost: Amount | null;
  /** What a click filters the page by, and what it is called. */
  filter: FilterEntry;
  place: string;
}

const orNone = (value: string | null): string => value ?? "(none)";

/** GPUs by host, the host that idles for the most money first, each host's GPUs in the answer's order. */
export function gpuRows({ gpus }: Pick<GpuHeat, "gpus">): GpuRow[] {
  const ids = shortIds(gpus);
  const hosts = new Map<string | null, { idle: Amount; hours: Amount; rows: { gpu: GpuHeat["gpus"][number]; id: string }[] }>();
  gpus.forEach((gpu, index) => {
    const host = hosts.get(gpu.host) ?? { idle: "0", hours: "0", rows: [] };
    host.idle = add(host.idle, gpu.idleCost ?? "0");
    host.hours = add(host.hours, gpu.idleHours ?? "0");
    host.rows.push({ gpu, id: ids[index] ?? gpu.gpu });
    hosts.set(gpu.host, host);
  });
  const ordered = [...hosts].toSorted(([, a], [, b]) => compare(b.idle, a.idle) || compare(b.hours, a.hours));
  return ordered.flatMap(([host, one]) => one.rows.map(({ gpu, id }, index) => gpuRow(gpu, id, index === 0 ? orNone(host) : null)));
}

/** The GPUs that are not told one by one, by pool. */
export const poolRows = ({ pools }: Pick<GpuHeat, "pools">): GpuRow[] => pools.map(poolRow);

function gpuRow(gpu: GpuHeat["gpus"][number], id: string, group: string | null): GpuRow {
  const { host, gpuModel, pool, utilization, tensor, idleHours, releasableHours, idleCost, cells } = gpu;
  return {
    key: `${gpu.gpu} ${gpu.instance} ${host}`,
    group,
    label: id,
    figure: idleFigure(idleCost, idleHours),
    cells,
    name: `GPU ${id.replace(/^gpu /, "")} on ${host ?? "an unnamed host"}`,
    about: [gpuModel, pool === null ? null : `pool ${pool}`].filter((one) => one !== null).join(", "),
    short: id,
    host,
    gpuModel,
    pool,
    cards: null,
    utilization,
    tensor,
    idleHours,
    releasableHours,
    idleCost,
    filter: { dimension: "host", value: host },
    place: host ?? "unnamed hosts",
  };
}

function poolRow({ pool, cards, utilization, tensor, idleHours, releasableHours, idleCost, cells }: GpuHeat["pools"][number]): GpuRow {
  const count = `${cards} more ${cards === 1 ? "GPU" : "GPUs"}`;
  return {
    key: `pool ${pool}`,
    group: pool ?? "(no pool)",
    label: String(cards),
    figure: idleFigure(idleCost, idleHours),
    cells,
    name: pool === null ? `${count} without a pool` : `${count} of pool ${pool}`,
    about: "",
    short: count,
    host: null,
    gpuModel: null,
    pool,
    cards,
    utilization,
    tensor,
    idleHours,
    releasableHours,
    idleCost,
    filter: { dimension: "pool", value: pool },
    place: pool === null ? "GPUs without a pool" : `pool ${pool}`,
  };
}

/** "$412", "0", else the hours where there is no rate. */
function idleFigure(cost: Amount | null, hours: Amount | null): string {
  if (cost == null) return hoursText(hours);
  return isZero(cost) ? "0" : formatUsd(cost, "tile");
}

/** "2.1 % active", "no data": a cell in words. */
export const cellText = (cell: number | null | undefined): string =>
  cell == null ? "no data" : `${formatRatio(String(cell / 1000))} active`;

/** A row over the whole range in words. */
export function rowText({ utilization, tensor, idleHours, idleCost }: GpuRow): string {
  return [
    utilization == null ? "no data" : `${formatRatio(utilization)} active`,
    tensor == null ? "tensor activity not measured" : `${formatRatio(tensor)} tensor`,
    `${hoursText(idleHours)} idle`,
    idleCost == null ? "no rate, so no cost" : `${formatUsd(idleCost)} idle cost`,
  ].join(", ");
}
