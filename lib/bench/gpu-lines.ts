/** What a dcgm-exporter shows of a GPU, in its order; half of it makes no figure. `g`: the GPU, `m`: the minute. */
const METRICS: readonly (readonly [name: string, value: (g: number, m: number) => number])[] = [
  ["DCGM_FI_DEV_SM_CLOCK", () => 1980],
  ["DCGM_FI_DEV_MEM_CLOCK", () => 2619],
  ["DCGM_FI_DEV_MEMORY_TEMP", (g) => 50 + (g % 30)],
  ["DCGM_FI_DEV_GPU_TEMP", (g) => 40 + (g % 30)],
  ["DCGM_FI_DEV_POWER_USAGE", (g, m) => 300 + ((g * 7 + m * 3) % 300)],
  ["DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", (g, m) => 1e9 * (g + 1) + m * 2e7],
  ["DCGM_FI_DEV_PCIE_REPLAY_COUNTER", () => 0],
  ["DCGM_FI_DEV_GPU_UTIL", (g, m) => (g * 13 + m) % 101],
  ["DCGM_FI_DEV_MEM_COPY_UTIL", (g, m) => (g + m) % 101],
  ["DCGM_FI_DEV_XID_ERRORS", () => 0],
  ["DCGM_FI_DEV_FB_FREE", (g) => 20_000 - (g % 1000)],
  ["DCGM_FI_DEV_FB_USED", (g) => 60_000 + (g % 1000)],
  ["DCGM_FI_DEV_FB_RESERVED", () => 500],
  ["DCGM_FI_PROF_GR_ENGINE_ACTIVE", (g, m) => ((g * 31 + m * 17) % 1000) / 1000],
  ["DCGM_FI_PROF_PIPE_TENSOR_ACTIVE", (g, m) => ((g * 11 + m * 5) % 500) / 1000],
  ["DCGM_FI_PROF_DRAM_ACTIVE", (g, m) => ((g * 3 + m * 5) % 700) / 1000],
  ["DCGM_FI_PROF_PCIE_TX_BYTES", (g) => 4_791_810 + g],
  ["DCGM_FI_PROF_PCIE_RX_BYTES", (g) => 6_935_930 + g],
];
export const LINES_PER_GPU = METRICS.length;

const MINUTE_MS = 60_000;

/** One scrape of `gpus` GPUs, eight to a host, at a minute since `from` (epoch ms), as a federating Prometheus shows it. */
export function scrapeOf(gpus: number, minute: number, from: number): Buffer {
  const lines: string[] = [];
  for (const [name, value] of METRICS)
    for (let g = 0; g < gpus; g += 1)
      lines.push(
        `${name}{gpu="${g % 8}",UUID="GPU-${String(g).padStart(8, "0")}-6d5c-4f1b-9a1e-c1e1c934c44c",device="nvidia${g % 8}",modelName="NVIDIA H100 80GB HBM3",Hostname="node-${Math.floor(g / 8)}",container="server",namespace="team-${g % 7}",pod="server-${g % 97}"} ${value(g, minute)} ${from + minute * MINUTE_MS + (g % 50) * 100}\n`,
      );
  return Buffer.from(lines.join(""));
}
