import { COUNTED, knownCost, type Metric, metric, PRICED } from "./define";

const family = (family: "users" | "customers", one: "user" | "customer", label: string): Metric[] => [
  metric({
    id: family,
    label: `${label}s`,
    unit: "count",
    family,
    derivation: COUNTED,
    whenEmpty: "zero",
    definition: `Distinct ${one}s that requests name. Never added up over time: a ${one} seen on two days is one ${one} of both days together.`,
    sql: "people",
  }),
  metric({
    id: `cost_per_${one}`,
    label: `Cost per ${one}`,
    unit: "usd",
    family,
    derivation: PRICED,
    definition: `Cost of the calls that name a ${one} ÷ the distinct ${one}s among their requests.`,
    sql: knownCost("cost / nullif(people, 0)"),
  }),
];

export const peopleMetrics: readonly Metric[] = [...family("users", "user", "User"), ...family("customers", "customer", "Customer")];
