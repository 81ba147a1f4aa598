import { parseArgs } from "node:util";
import { compact, compare, divide, formatCount, formatMs, formatRatio, formatUsd, isZero, negate } from "../../money";
import { type GpuModels, type HostedModel, readGpuModels } from "../../self-hosting";
import type { CommandContext } from ".";
import { conditions } from "./query";

/** `permille gpus`: self-hosted models, what they cost on their GPUs and whether an API would cost less. */
export async function run(args: string[], { sql, now, out }: CommandContext): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      from: { type: "string" },
      to: { type: "string" },
      where: { type: "string", multiple: true },
      json: { type: "boolean" },
    },
  });
  const where = conditions(values.where ?? []);
  const told = await readGpuModels(sql, { from: values.from, to: values.to, where }, { now: now().getTime() });
  out(values.json ? `${JSON.stringify(told)}\n` : text(told));
  return 0;
}

const HEAD = ["model", "GPUs", "GPU cost", "idle", "requests", "per 1,000", "idle", "per M tokens", "busy", "tensor", "queue"];

function text({ models, unattributed, meta }: GpuModels): string {
  const rows = models.map((one) => [
    one.model,
    formatCount(one.cards),
    formatUsd(one.gpuCost),
    formatUsd(one.idleCost),
    formatCount(one.requests),
    formatUsd(one.costPer1k),
    formatUsd(one.idlePer1k),
    formatUsd(one.costPerMillionTokens),
    formatRatio(one.utilization),
    formatRatio(one.tensor),
    formatMs(one.queueMs),
  ]);
  const through = meta.dataThrough ?? "—";
  const range = `${meta.range.from} to ${meta.range.to} (${meta.zone}), data through ${through}`;
  const others =
    unattributed.cards == null
      ? ""
      : `${formatCount(unattributed.cards)} GPUs held no known model for some time: ${formatUsd(unattributed.gpuCost)}.\n`;
  if (models.length === 0)
    return `No GPU is known to run a model: rules in the GPU settings say which host, pool or pod does.\n${others}\n${range}\n`;
  return `${aligned([HEAD, ...rows])}\n\n${models.map(about).join("\n")}\n${others}\n${range}\n`;
}

/** Names to the left, figures to the right. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = HEAD.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? "").length)));
  const pad = (cell: string, i: number) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0));
  return rows.map((row) => row.map(pad).join("  ").trimEnd()).join("\n");
}

/** What break-even says of a model, then why figures are missing. */
function about({ model, breakEven, alternative, missing }: HostedModel): string {
  const lines = missing.map((reason) => `  ${reason}`);
  if (!breakEven || !alternative) return [`${model}: no break-even`, ...lines].join("\n");
  const { past, savedPerDay, tokensPerDay, breakEvenTokensPerDay } = breakEven;
  const api = `${alternative.provider}/${alternative.model}${alternative.from === "suggested" ? " (suggested)" : ""}`;
  const times = breakEvenTokensPerDay == null || isZero(tokensPerDay) ? null : divide(breakEvenTokensPerDay, tokensPerDay, 2);
  const reach =
    breakEvenTokensPerDay == null
      ? "no traffic would be enough"
      : `break-even at ${compact(breakEvenTokensPerDay)} tokens a day, ${times} times the ${compact(tokensPerDay)} of this range`;
  const saved =
    compare(savedPerDay, "0") < 0
      ? `costs ${formatUsd(negate(savedPerDay))} a day more than`
      : `saves ${formatUsd(savedPerDay)} a day against`;
  return [`${model}: ${past ? "past" : "not past"} break-even, ${saved} ${api}; ${reach}`, ...lines].join("\n");
}
