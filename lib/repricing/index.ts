export { enterPrice, withdrawPrice } from "./change-price";
export { type Preview, previewPrice } from "./preview";
export { runRepricing, type RunOptions } from "./run";
export { listRepricings, readRepricing, type Repricing, staleRepricings } from "./start";
