import { expect, test } from "vitest";
import { type CustomPrice, createPriceBook } from "../pricing";
import { servedModel } from "./served-model";

const SERVED = "meta-llama/Llama-3.1-8B-Instruct";
const entered = (provider: string): CustomPrice => ({
  id: "1",
  provider,
  model: SERVED,
  tier: null,
  geo: null,
  lines: [],
  validFrom: null,
  validTo: null,
  source: "entered by us",
  sourceUrl: null,
  checkedOn: null,
});

test("a served model is called by its bare name", () => {
  expect(servedModel(createPriceBook(), SERVED)).toBe("Llama-3.1-8B-Instruct");
});

test.each(["vllm", "hosted_vllm", "*"])("a price entered for %s gives calls its model's name, and so the server", (provider) => {
  const book = createPriceBook([entered(provider)]);
  expect(servedModel(book, SERVED)).toBe(SERVED);
  expect(book.canonicalModel(provider === "*" ? "hosted_vllm" : provider, SERVED)).toBe(SERVED);
});
