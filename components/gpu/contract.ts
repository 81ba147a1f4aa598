type N = string | null;
export interface GpuHeat {
  by: "hour" | "hour_of_week";
  columns: string[];
  gpus: {
    gpu: string;
    instance: string;
    host: N;
    gpuModel: N;
    pool: N;
    utilization: N;
    tensor: N;
    idleHours: string;
    releasableHours: N;
    idleCost: N;
    cells: (number | null)[];
  }[];
  pools: { pool: N; cards: number; utilization: N; tensor: N; idleHours: string; idleCost: N; cells: (number | null)[] }[];
  total: { cards: number };
}
export interface SelfHosted {
  model: N;
  cards: number;
  gpuHours: string;
  gpuCost: N;
  idleCost: N;
  unratedShare: N;
  requests: N;
  requestsFrom: "served" | "calls" | null;
  inputTokens: N;
  cachedTokens: N;
  outputTokens: N;
  costPer1k: N;
  idlePer1k: N;
  costPerMillionTokens: N;
  idlePerMillionTokens: N;
  utilization: N;
  tensor: N;
  peakUtilization: N;
  latencyMs: N;
  ttftMs: N;
  queueMs: N;
  running: N;
  waiting: N;
  internal: { cost: N; requests: N; pricedShare: N; absorbed: N } | null;
  alternative: { provider: N; model: string; from: "rule" | "suggested"; inputUsd: N; cachedUsd: N; outputUsd: N; day: N } | null;
  breakEven: {
    days: N;
    gpuCostPerDay: string;
    apiCostPerDay: string;
    tokensPerDay: string;
    breakEvenTokensPerDay: N;
    requestsPerDay: N;
    breakEvenRequestsPerDay: N;
    apiUsdPerMillion: string;
    past: boolean;
    savedPerDay: N;
  } | null;
  missing: string[];
}
