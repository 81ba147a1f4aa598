import postgres from "postgres";

export type Sql = postgres.Sql<{ bigint: string }>;
/** Inside `sql.begin`: the same tagged template, bound to one transaction. */
export type Tx = postgres.TransactionSql<{ bigint: string }>;

export interface ConnectOptions {
  /** Connections at most. Default 8. */
  max?: number;
  /** Milliseconds after which the server cancels a statement. Default: none. */
  statementTimeoutMs?: number;
  name?: string;
}

/**
 * A pool on the database at `url`. Every connection speaks UTC. bigint and numeric come back as strings, dates as "YYYY-MM-DD", timestamps as Date.
 */
export function connect(url: string, { max = 8, statementTimeoutMs, name = "permille" }: ConnectOptions = {}): Sql {
  return postgres(url, {
    max,
    onnotice: () => {},
    connection: {
      application_name: name,
      TimeZone: "UTC",
      ...(statementTimeoutMs ? { statement_timeout: statementTimeoutMs } : {}),
    },
    types: {
      bigint: { to: 20, from: [20], serialize: (v: unknown) => String(v), parse: (v: string) => v },
      date: { to: 1082, from: [1082], serialize: (v: unknown) => String(v), parse: (v: string) => v },
    },
  }) as unknown as Sql;
}
