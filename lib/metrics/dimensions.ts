import type { AskedColumn } from "../../db/schema/rollup-tables";
import { nameOf } from "../facts/codes";
import { KINDS, STATUSES, TIERS } from "../facts/lists";

export type DimensionId =
  | "provider"
  | "model"
  | "requested_model"
  | "team"
  | "project"
  | "feature"
  | "environment"
  | "api_key"
  | "user"
  | "customer"
  | "tier"
  | "status"
  | "kind"
  | "source"
  | MachineDimensionId;
export type MachineDimensionId = "host" | "gpu_model" | "pool" | "namespace" | "pod";

export interface Dimension {
  id: DimensionId;
  label: string;
  definition: string;
  /** Column of facts and rollups. */
  column: AskedColumn;
  /** `value`: an id of dimension_value (0 = unknown); `source`: source.num; else a short closed list. */
  stored: "value" | "source" | "code";
  /** The closed list. */
  values: readonly string[] | null;
  /** Name of a stored code; null = unknown. Only where `stored` is "code". */
  decode: (code: number) => string | null;
}

const stored = (id: DimensionId, label: string, definition: string, column: AskedColumn): Dimension => ({
  id,
  label,
  definition,
  column,
  stored: "value",
  values: null,
  decode: () => null,
});
const coded = (id: "tier" | "status" | "kind", label: string, definition: string, values: readonly string[]): Dimension => ({
  id,
  label,
  definition,
  column: id,
  stored: "code",
  values,
  decode: (code) => nameOf[id](code) ?? null,
});

/** What numbers about calls can be split and filtered by, where it applies. A fact without the value belongs to null, "unknown". */
export const dimensions: readonly Dimension[] = [
  stored("provider", "Provider", "Who bills for the call", "provider"),
  stored("model", "Model", "The model that answered, under its canonical name", "model"),
  stored("requested_model", "Requested model", "The model the client asked for", "requested_model"),
  stored("team", "Team", "The team that the key or the request names", "team"),
  stored("project", "Project", "The provider's project, or the service that called", "project"),
  stored("feature", "Feature", "The product feature that the request serves", "feature"),
  stored("environment", "Environment", "Production, staging and so on", "environment"),
  stored("api_key", "API key", "The key that was used, by its alias or id", "api_key"),
  stored("user", "User", "The user that the request names", "user_id"),
  stored("customer", "Customer", "The customer on whose behalf the request ran", "customer"),
  coded("tier", "Service tier", "What the provider was asked to bill: standard, batch, flex, priority or scale", TIERS),
  coded("status", "Status", "Whether the call succeeded, failed or was blocked before it reached a provider", STATUSES),
  { ...stored("source", "Source", "The connection that brought the record", "source"), stored: "source" },
  coded("kind", "Kind", "What sort of call it is", KINDS),
];

/** The same for numbers about machines. */
export const machineDimensions: readonly Dimension[] = [
  stored("host", "Host", "The machine that a GPU is in", "host"),
  stored("gpu_model", "GPU model", "The model of the card, as its driver names it", "gpu_model"),
  stored("pool", "Pool", "The pool of GPUs that rules put a host or a GPU model into", "pool"),
  stored("namespace", "Namespace", "The Kubernetes namespace of the pod that holds the GPU or serves the model", "namespace"),
  stored("pod", "Pod", "The Kubernetes pod that holds the GPU or serves the model", "pod"),
];

/** What GPUs can be split and filtered by: names as measured, and what dated rules say they belong to. */
export const GPU_DIMENSIONS: readonly DimensionId[] = [...machineDimensions.map(({ id }) => id), "model", "team", "feature"];
/** The same for model servers. */
export const SERVING_DIMENSIONS: readonly DimensionId[] = ["model", "namespace", "pod", "team", "feature"];

/** Every dimension there is. */
export const allDimensions: readonly Dimension[] = [...dimensions, ...machineDimensions];

const byId = new Map<string, Dimension>(allDimensions.map((dimension) => [dimension.id, dimension]));
export const dimensionById = (id: string): Dimension | undefined => byId.get(id);
