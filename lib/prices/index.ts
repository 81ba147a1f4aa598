export { addPrice, retirePrice } from "./add-price";
export { customPrice, customPrices } from "./custom-prices";
export { type EnteredPrice, enteredPrices } from "./entered-prices";
export { type ModelInUse, modelsInUse, priceHistory } from "./models-in-use";
export { type PriceInput, priceInput } from "./price-input";
export { type PriceDifference, priceDifferences, type UnpricedModel, unpricedModels } from "./unpriced-models";
