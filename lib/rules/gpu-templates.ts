import { add, divide, multiply } from "../money";
import { DAY, type History, line, some, type Template } from "./template";

type Row = Record<string, string | null>;

/** What GPUs did, from rows by pool of what idleness cost (largest first), cards and hours: a day is 24 hours of each card, however long there were any. */
export function gpuHistory(rows: readonly Row[]): Pick<History, "gpus" | "pools" | "idleCostDay"> {
  const known = rows.filter(({ gpus }) => gpus != null);
  const pools = known.filter(({ pool }) => pool != null);
  const sum = (of: readonly Row[], id: string) => add(...of.flatMap((row) => row[id] ?? []));
  const idlest = pools.length > 0 ? pools.slice(0, 1) : known;
  const [cost, cards, hours] = ["gpu_idle_cost", "gpus", "gpu_hours"].map((id) => sum(idlest, id));
  return {
    gpus: sum(known, "gpus"),
    pools: pools.length > 0,
    idleCostDay: divide(multiply(cost ?? "0", multiply(cards ?? "0", "24")), hours ?? "0"),
  };
}

const hasGpus = ({ gpus }: History) => some(gpus);
/** Without named pools GPUs are watched as one. */
const eachPool = ({ pools }: History) => (pools ? "pool" : null);

export const gpuTemplates: readonly Template[] = [
  {
    id: "gpu_idle_cost",
    label: "Idle GPUs cost more than usual",
    sentence: "A pool's idle GPU hours cost half as much again in a day as those of the idlest pool do on average.",
    applies: hasGpus,
    rule: (history) => ({
      metric: "gpu_idle_cost",
      each: eachPool(history),
      condition: { kind: "above", value: line(history.idleCostDay, "1.5", "10") },
      windowMinutes: DAY,
      hysteresis: "0.1",
      cooldownMinutes: DAY,
      recipients: { roles: ["engineer", "manager"] },
    }),
  },
  {
    id: "gpu_utilization_down",
    label: "GPU utilization falls",
    sentence: "A pool's GPUs are 30 % less busy over a day than on the same weekday a week before: work went elsewhere, or it stands.",
    applies: hasGpus,
    rule: (history) => ({
      metric: "gpu_utilization",
      each: eachPool(history),
      condition: { kind: "change", against: "same_weekday", direction: "down", by: "0.3" },
      windowMinutes: DAY,
      hysteresis: "0.05",
      cooldownMinutes: DAY,
    }),
  },
  {
    id: "gpu_no_data",
    label: "A host's GPU exporter is silent",
    sentence: "For two hours no sample came from a host's GPUs: they run on and cost, and nobody sees what they do.",
    applies: hasGpus,
    rule: () => ({
      metric: "gpus",
      each: "host",
      condition: { kind: "no_data" },
      windowMinutes: 60,
      forMinutes: 60,
      cooldownMinutes: DAY,
    }),
  },
];
