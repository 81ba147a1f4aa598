import { connect as connectTcp, type Socket } from "node:net";
import postgres from "postgres";
import { lettingGo } from "./let-go";

export type Sql = postgres.Sql<{ bigint: string }>;
/** Inside `sql.begin`: the same tagged template, bound to one transaction. */
export type Tx = postgres.TransactionSql<{ bigint: string }>;

export interface ConnectOptions {
  /** Connections at most. Default 8. */
  max?: number;
  /** Milliseconds after which the server cancels a statement. Default: none. */
  statementTimeoutMs?: number;
  name?: string;
  /** Hears of each statement as it is sent, with its parameters. */
  onStatement?: (text: string, parameters: unknown[]) => void;
}

/**
 * A pool on the database at `url`. Every connection speaks UTC. bigint and numeric come back as strings, dates as "YYYY-MM-DD", timestamps as Date.
 */
export function connect(url: string, { max = 8, statementTimeoutMs, name = "permille", onStatement }: ConnectOptions = {}): Sql {
  const sql = postgres(url, {
    max,
    onnotice: () => {},
    ...(onStatement ? { debug: (_: number, text: string, parameters: unknown[]) => onStatement(text, parameters) } : {}),
    ...(isSingleTcpHost(url) ? { socket: promptSocket } : {}),
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
  return lettingGo(sql);
}

interface Address {
  host: string[];
  port: number[];
}

/** Several hosts (fail-over) and Unix sockets are the driver's own business. */
function isSingleTcpHost(url: string): boolean {
  try {
    const { hostname, searchParams } = new URL(url);
    return hostname !== "" && !hostname.includes(",") && !hostname.startsWith("%2F") && !searchParams.has("host");
  } catch {
    return false;
  }
}

/**
 * The driver sends a COPY in small pieces; with Nagle's algorithm each one waits some 40 ms for the server's delayed acknowledgement. The socket is
 * handed over before it is connected: of one that fails earlier the driver never learns, and its place in the pool would be lost.
 */
function promptSocket({ host, port }: Address): Socket {
  const socket = connectTcp({ host: host[0] ?? "localhost", port: port[0] ?? 5432, noDelay: true });
  // Where the driver looks for the name that a TLS certificate must carry.
  return Object.assign(socket, { host: host[0] });
}
