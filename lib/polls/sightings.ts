import type { RecordOutcome } from "../facts";
import type { Trial } from "./poll";

const MOST_NAMES = 20;

/** What is in a page that is only looked at. */
export class Sightings {
  private readonly metrics = new Map<string, number>();
  private others = 0;
  private readonly gpus = new Set<string>();
  private readonly servers = new Set<string>();
  private readonly hosts = new Set<string>();
  private readonly models = new Set<string>();
  private newest: number | null = null;

  /** `readAt`: the time given to what tells none of its own, epoch ms. */
  constructor(private readonly readAt: number) {}

  /** A series and what reading it gave. */
  series(name: string, outcomes: readonly RecordOutcome[]): void {
    if (outcomes.some((one) => "ignored" in one && one.ignored === "other_metric")) this.others += 1;
    else this.metrics.set(name, (this.metrics.get(name) ?? 0) + 1);
    this.samples(outcomes);
  }

  samples(outcomes: readonly RecordOutcome[]): void {
    for (const outcome of outcomes) {
      if (!("sample" in outcome)) continue;
      const { sample } = outcome;
      if (sample.at !== this.readAt) this.newest = Math.max(this.newest ?? 0, sample.at);
      if (sample.sample === "gpu") {
        this.gpus.add(`${sample.gpu} ${sample.instance}`);
        if (sample.host && this.hosts.size < MOST_NAMES) this.hosts.add(sample.host);
      } else {
        this.servers.add(`${sample.server} ${sample.engine} ${sample.model}`);
        if (sample.model && this.models.size < MOST_NAMES) this.models.add(sample.model);
      }
    }
  }

  saw({
    skewMs,
    scrapeIntervalS,
    warnings,
  }: {
    skewMs: number | null;
    scrapeIntervalS: number | null;
    warnings: string[];
  }): NonNullable<Trial["saw"]> {
    const metrics = [...this.metrics]
      .map(([name, series]) => ({ name, series }))
      .sort((a, b) => b.series - a.series || (a.name < b.name ? -1 : 1));
    return {
      series: metrics.reduce((sum, { series }) => sum + series, 0),
      metrics,
      otherSeries: this.others,
      gpus: this.gpus.size,
      servers: this.servers.size,
      hosts: [...this.hosts].sort(),
      models: [...this.models].sort(),
      newestAt: this.newest === null ? null : new Date(this.newest).toISOString(),
      clockSkewMs: skewMs,
      scrapeIntervalS,
      warnings,
    };
  }
}
