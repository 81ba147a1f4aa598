import { MODELS, type Model } from "./models";

/** How the cards of a pool pass their days. */
export type Habit = "office hours" | "starved" | "serving" | "empty" | "tinkering";

/** A card of the demo company. */
export interface Card {
  uuid: string;
  host: string;
  /** Its place in the host. */
  index: number;
  /** As the driver names it. */
  model: string;
  memoryMib: number;
  idleWatts: number;
  fullWatts: number;
  /** Null: no pod holds it. */
  pod: Pod | null;
  habit: Habit;
}

export interface Pod {
  namespace: string;
  name: string;
}

/** A vLLM server, whose pod holds cards, and the feature whose calls it answers. */
export interface Server {
  pod: Pod;
  /** The model as vLLM calls it; the gateway calls it `model.name`. */
  served: string;
  model: Model;
  feature: "invoiceCapture" | "contractReview";
}

const H100 = { model: "NVIDIA H100 80GB HBM3", memoryMib: 81_559, idleWatts: 72, fullWatts: 690 };
const A100 = { model: "NVIDIA A100-SXM4-40GB", memoryMib: 40_960, idleWatts: 52, fullWatts: 395 };
const L4 = { model: "NVIDIA L4", memoryMib: 23_034, idleWatts: 16, fullWatts: 72 };
const A6000 = { model: "NVIDIA RTX A6000", memoryMib: 49_140, idleWatts: 22, fullWatts: 298 };

const pod = (namespace: string, name: string): Pod => ({ namespace, name });
const INVOICES = pod("doc-ai", "invoice-32b-0");
const LEGAL = pod("doc-ai", "legal-7b-0");

type Kind = Pick<Card, "model" | "memoryMib" | "idleWatts" | "fullWatts">;

function host(name: string, kind: Kind, cards: readonly [pod: Pod | null, habit: Habit][]): Card[] {
  return cards.map(([holder, habit], index) => ({
    ...kind,
    uuid: `GPU-${name.replaceAll("-", "")}-${index}a7c-4b1f-9d20-5e6f70819203`,
    host: name,
    index,
    pod: holder,
    habit,
  }));
}

/** Six hosts with ten cards: one that searches by day, one that waits for its data, one that serves, one that is mostly idle, one that fell silent. */
export const CARDS: readonly Card[] = [
  ...host("gpu-search-01", A100, [
    [pod("search", "reranker-0"), "office hours"],
    [pod("search", "reranker-1"), "office hours"],
  ]),
  ...host("gpu-search-02", A100, [
    [pod("search", "reranker-2"), "office hours"],
    [pod("search", "reranker-3"), "office hours"],
  ]),
  ...host("gpu-train-01", H100, [
    [pod("research", "forecast-trainer-0"), "starved"],
    [pod("research", "forecast-trainer-1"), "starved"],
  ]),
  ...host("gpu-serve-01", H100, [
    [INVOICES, "serving"],
    [null, "empty"],
  ]),
  ...host("gpu-serve-02", L4, [[LEGAL, "serving"]]),
  ...host("gpu-lab-01", A6000, [[pod("lab", "notebook-elif"), "tinkering"]]),
];

/** The host whose exporter fell silent. */
export const SILENT_HOST = "gpu-lab-01";

export const SERVERS: readonly Server[] = [
  { pod: INVOICES, served: "acme/invoice-32b", model: MODELS.invoice, feature: "invoiceCapture" },
  { pod: LEGAL, served: "acme/legal-7b", model: MODELS.legal, feature: "contractReview" },
];
