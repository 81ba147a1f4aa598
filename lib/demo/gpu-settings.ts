import type { Sql } from "../../db/client";
import { setGpuRate, setGpuRule } from "../gpu";
import { addPrice, customPrices, priceInput } from "../prices";
import { OWNERS } from "./company";
import { MODELS } from "./models";
import { DAY_MS, firstDay, type Plan, STORY } from "./plan";

const BY = "engineer@demo.permille.dev";
const INTERNAL = "Demo: internal price of the model on our own GPUs";

const dateOf = (plan: Plan, age: number): string => new Date((plan.anchor + age) * DAY_MS).toISOString().slice(0, 10);

/** What an engineer says of the company's GPUs: pools, whose they are, what they cost by the hour, what the self-hosted model is charged at and held against. Once. */
export async function setDemoGpus(sql: Sql, plan: Plan, now: Date): Promise<void> {
  const known = await sql`select 1 from gpu_rate union all select 1 from gpu_rule limit 1`;
  if (known.length === 0) {
    for (const rule of rules()) await setGpuRule(sql, rule, BY);
    for (const rate of rates(plan)) await setGpuRate(sql, rate, BY);
  }
  await addInternalPrice(sql, plan, now);
}

function rules(): object[] {
  const { searchEmbeddings, researchAgent, invoiceCapture, contractReview } = OWNERS;
  return [
    { field: "host", subject: "gpu-search-*", sets: "pool", value: "search" },
    { field: "host", subject: "gpu-train-*", sets: "pool", value: "training" },
    { field: "host", subject: "gpu-serve-*", sets: "pool", value: "serving" },
    { field: "host", subject: "gpu-lab-*", sets: "pool", value: "lab" },
    { field: "pool", subject: "search", sets: "team", value: searchEmbeddings.team.id },
    { field: "pool", subject: "search", sets: "feature", value: searchEmbeddings.feature },
    { field: "pool", subject: "training", sets: "team", value: researchAgent.team.id },
    { field: "namespace", subject: "doc-ai", sets: "team", value: invoiceCapture.team.id },
    { field: "pod", subject: "invoice-32b-*", sets: "feature", value: invoiceCapture.feature },
    { field: "pod", subject: "legal-7b-*", sets: "feature", value: contractReview.feature },
    { field: "model", subject: "acme/invoice-32b", sets: "model", value: MODELS.invoice.name },
    { field: "model", subject: "acme/legal-7b", sets: "model", value: MODELS.legal.name },
    {
      field: "model",
      subject: MODELS.invoice.name,
      sets: "alternative",
      value: `${MODELS.sonnet.provider}/${MODELS.sonnet.name}`,
      note: "It read invoices before we had a model of our own",
    },
  ];
}

function rates(plan: Plan): object[] {
  return [
    { field: "gpu_model", subject: "NVIDIA A100*", usdPerHour: "2.60", terms: "on_demand", note: "By the hour" },
    {
      field: "gpu_model",
      subject: "NVIDIA A100*",
      usdPerHour: "1.79",
      terms: "reserved",
      fromDay: dateOf(plan, STORY.reserved),
      note: "Reserved for a year",
    },
    { field: "pool", subject: "training", usdPerHour: "3.95", terms: "on_demand", note: "By the hour" },
    {
      field: "host",
      subject: "gpu-serve-01",
      terms: "owned",
      purchaseUsd: "32000",
      months: 36,
      note: "A card with its part of the host, over three years",
    },
    { field: "gpu_model", subject: "NVIDIA L4", usdPerHour: "0.85", terms: "on_demand", note: null },
  ];
}

/** What teams are charged for calls of the self-hosted model: a little less than its cards cost. */
async function addInternalPrice(sql: Sql, plan: Plan, now: Date): Promise<void> {
  if ((await customPrices(sql)).some((price) => price.source === INTERNAL)) return;
  const price = priceInput.parse({
    provider: MODELS.invoice.provider,
    model: MODELS.invoice.name,
    lines: [
      { unit: "input_uncached", usdPerMillion: "1.80" },
      { unit: "output", usdPerMillion: "8" },
    ],
    validFrom: new Date(firstDay(plan) * DAY_MS).toISOString(),
    source: INTERNAL,
  });
  await sql.begin((tx) => addPrice(tx, price, BY, now));
}
