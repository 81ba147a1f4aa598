import { expect, test } from "vitest";
import { canonicalProvider } from "./index";

test("azure has 7 names, and a provider named as every object's own is that name", () => {
  const azure = ["azure", "azure.ai.openai", "az.ai.openai", "azure_openai", "azure_ai", "azure.ai.inference", "Azure_Text "];
  expect(azure.map(canonicalProvider)).toEqual(azure.map(() => "azure"));
  expect(["constructor", "toString", "__proto__"].map(canonicalProvider)).toEqual(["constructor", "tostring", "__proto__"]);
});
