import type { Sql, Tx } from "../../db/client";
import type { Price } from "../pricing";

const SEPARATOR = "\u0000";
const MAX_CACHED = 500_000;

/** Ids of dimension values and prices, cached in the process. Rows are only ever added, so a cached id stays right. */
export class Dictionary {
  private readonly ids = new Map<string, number>();
  private readonly labels = new Map<string, string>();
  private readonly prices = new Map<string, number>();
  private readonly wanted = new Map<string, string | null>();
  private readonly wantedPrices = new Map<string, Price>();

  constructor(private readonly sql: Sql | Tx) {}

  /** Announces a value that `id` will be asked for after the next `load`. */
  want(dimension: string, value: string | null, label?: string | null): void {
    if (value == null) return;
    const key = dimension + SEPARATOR + value;
    if (this.ids.has(key) && (label == null || this.labels.get(key) === label)) return;
    if (label != null || !this.wanted.has(key)) this.wanted.set(key, label ?? null);
  }

  wantPrice(price: Price): void {
    if (!this.prices.has(price.key)) this.wantedPrices.set(price.key, price);
  }

  /** Id of a value that was announced; 0 for null. */
  id(dimension: string, value: string | null): number {
    if (value == null) return 0;
    const id = this.ids.get(dimension + SEPARATOR + value);
    if (id == null) throw new Error(`dimension value ${dimension}=${value} was not announced`);
    return id;
  }

  priceId(price: Price): number {
    const id = this.prices.get(price.key);
    if (id == null) throw new Error(`price ${price.key} was not announced`);
    return id;
  }

  /** Reads or adds all announced values, outside the caller's transaction: an unused value does no harm. */
  async load(): Promise<void> {
    if (this.ids.size > MAX_CACHED) {
      this.ids.clear();
      this.labels.clear();
    }
    if (this.wanted.size > 0) await this.loadValues([...this.wanted]);
    this.wanted.clear();
    if (this.wantedPrices.size > 0) await this.loadPrices([...this.wantedPrices.values()]);
    this.wantedPrices.clear();
  }

  private async loadValues(entries: [string, string | null][]): Promise<void> {
    const parts = entries
      .map(([key, label]) => ({ dimension: key.slice(0, key.indexOf(SEPARATOR)), value: key.slice(key.indexOf(SEPARATOR) + 1), label }))
      .sort((a, b) => (a.dimension + a.value < b.dimension + b.value ? -1 : 1));
    const columns = [parts.map((p) => p.dimension), parts.map((p) => p.value), parts.map((p) => p.label)] as const;
    await this.sql`
      insert into dimension_value (dimension, value, label)
      select * from unnest(${columns[0]}::text[], ${columns[1]}::text[], ${columns[2]}::text[])
      on conflict (dimension, value) do update set label = excluded.label
      where excluded.label is not null and excluded.label is distinct from dimension_value.label`;
    const rows = await this.sql<{ id: number; dimension: string; value: string }[]>`
      select d.id, d.dimension, d.value from dimension_value d
      join unnest(${columns[0]}::text[], ${columns[1]}::text[]) as w(dimension, value) using (dimension, value)`;
    for (const row of rows) this.ids.set(row.dimension + SEPARATOR + row.value, row.id);
    for (const [key, label] of entries) if (label != null) this.labels.set(key, label);
  }

  private async loadPrices(prices: Price[]): Promise<void> {
    for (const p of prices) {
      await this.sql`
        insert into price (key, provider, model, tier, geo, lines, valid_from, valid_to, source, source_url, checked_on)
        values (${p.key}, ${p.provider}, ${p.model}, ${p.tier}, ${p.geo}, ${this.sql.json(p.lines as never)},
          ${p.validFrom}, ${p.validTo}, ${p.source}, ${p.sourceUrl}, ${p.checkedOn})
        on conflict (key) do nothing`;
    }
    const rows = await this.sql<{ id: number; key: string }[]>`select id, key from price where key = any(${prices.map((p) => p.key)})`;
    for (const row of rows) this.prices.set(row.key, row.id);
  }
}
