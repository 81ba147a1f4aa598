import type { Sql, Tx } from "../../db/client";
import type { Price } from "../pricing";

const SEPARATOR = "\u0000";
const MAX_CACHED = 250_000;

interface Known {
  id: number;
  /** The label as last written from here; undefined: none was. */
  label: string | undefined;
}

/** Ids of dimension values and prices, cached in the process. Rows are only ever added, so a cached id stays right. */
export class Dictionary {
  private values = new Map<string, Map<string, Known>>();
  /** The generation before: what is in use at the moment is found in one of the two. */
  private older = new Map<string, Map<string, Known>>();
  private size = 0;
  private readonly prices = new Map<string, number>();
  private wanted = new Map<string, string | null>();
  private wantedPrices = new Map<string, Price>();
  private missed = 0;

  constructor(private readonly sql: Sql | Tx) {}

  /** How often something was asked for that was not known; it only grows. */
  get misses(): number {
    return this.missed;
  }

  private known(dimension: string, value: string): Known | undefined {
    return this.values.get(dimension)?.get(value) ?? this.older.get(dimension)?.get(value);
  }

  /** Id of a value, 0 for null. One that is not known yet is a miss: it is wanted from the next `load`, and 0 until then. */
  find(dimension: string, value: string | null, label?: string | null): number {
    if (value === null) return 0;
    const known = this.known(dimension, value);
    if (known !== undefined && (label == null || known.label === label)) return known.id;
    const key = dimension + SEPARATOR + value;
    if (label != null || !this.wanted.has(key)) this.wanted.set(key, label ?? null);
    if (known === undefined) this.missed += 1;
    return known?.id ?? 0;
  }

  /** The same for the id of a price. */
  findPrice(price: Price): number {
    const id = this.prices.get(price.key);
    if (id !== undefined) return id;
    this.wantedPrices.set(price.key, price);
    this.missed += 1;
    return 0;
  }

  /** Id of a value that was asked for before the last `load`; 0 for null. */
  id(dimension: string, value: string | null): number {
    if (value == null) return 0;
    const known = this.known(dimension, value);
    if (known === undefined) throw new Error(`dimension value ${dimension}=${value} was not asked for before`);
    return known.id;
  }

  priceId(price: Price): number {
    const id = this.prices.get(price.key);
    if (id == null) throw new Error(`price ${price.key} was not asked for before`);
    return id;
  }

  /** Reads or adds all announced values, outside the caller's transaction: an unused value does no harm. */
  async load(): Promise<void> {
    const { wanted, wantedPrices } = this;
    this.wanted = new Map();
    this.wantedPrices = new Map();
    if (this.size > MAX_CACHED) {
      this.older = this.values;
      this.values = new Map();
      this.size = 0;
    }
    if (wanted.size > 0) await this.loadValues(wanted);
    if (wantedPrices.size > 0) await this.loadPrices([...wantedPrices.values()]);
  }

  private async loadValues(wanted: ReadonlyMap<string, string | null>): Promise<void> {
    const parts = [...wanted]
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
    for (const row of rows) {
      const label = wanted.get(row.dimension + SEPARATOR + row.value);
      this.keep(row.dimension, row.value, { id: row.id, label: label ?? undefined });
    }
  }

  private keep(dimension: string, value: string, known: Known): void {
    const values = this.values.get(dimension) ?? new Map<string, Known>();
    this.values.set(dimension, values.set(value, known));
    this.size += 1;
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
