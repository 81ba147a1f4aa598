export { addPrice, type PriceInput, priceInput, retirePrice } from "./add-price";
export { customPrices } from "./custom-prices";
