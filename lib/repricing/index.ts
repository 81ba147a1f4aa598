export { enterPrice, withdrawPrice } from "./change-price";
export { changeRouting, withdrawRouting } from "./change-routing";
export { type Preview, previewPrice } from "./preview";
export { previewRouting, type RoutingPreview } from "./preview-routing";
export { type RunOptions, runRepricing } from "./run";
export {
  listRecomputations,
  listRepricings,
  type NotedChange,
  noteRepricing,
  pendingRepricings,
  type Repricing,
  readRepricing,
} from "./start";
