export { enterPrice, withdrawPrice } from "./change-price";
export { type Preview, previewPrice } from "./preview";
export { runRepricing, type RunOptions } from "./run";
export { listRepricings, pendingRepricings, readRepricing, type Repricing } from "./start";
