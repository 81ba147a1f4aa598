export { enterPrice, withdrawPrice } from "./change-price";
export { type Preview, previewPrice } from "./preview";
export { type RunOptions, runRepricing } from "./run";
export { listRepricings, pendingRepricings, type Repricing, readRepricing } from "./start";
