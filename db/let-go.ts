import type { Sql, Tx } from "./client";

/** What a query of the driver holds of what it was given. */
interface DriverQuery {
  executed: boolean;
  args: unknown;
  parameters: unknown;
  resolve(rows: unknown): void;
  reject(error: unknown): void;
  handle(): Promise<void>;
}

type Work = (tx: Tx) => unknown;

const prepared = new WeakSet<object>();

/**
 * Makes queries let go of their parameters, and transactions of their work, once they are done. The driver writes `this.resolve = x => …`, and V8 puts a
 * function literal that is assigned to a property straight into the old generation. From there each query, though dead, would keep all that it was given
 * through every minor collection, and a busy server would have to collect everything, on all of its processors, every few seconds.
 */
export function lettingGo(sql: Sql): Sql {
  const queries = Object.getPrototypeOf(sql.unsafe("")) as DriverQuery;
  if (!prepared.has(queries)) {
    prepared.add(queries);
    const { handle } = queries;
    queries.handle = function () {
      if (!this.executed) emptyAtEnd(this);
      return handle.call(this);
    };
  }
  const begin = sql.begin.bind(sql) as (...given: unknown[]) => Promise<never>;
  return Object.assign(sql, { begin: (...given: unknown[]) => begin(...given.slice(0, -1), once(given.at(-1) as Work)) });
}

/** No function literal is assigned here: see above. */
function emptyAtEnd(query: DriverQuery): void {
  const { resolve, reject } = query;
  const ending = (end: (value: unknown) => void) => (value: unknown) => {
    query.args = null;
    query.parameters = null;
    end(value);
  };
  query.resolve = ending(resolve);
  query.reject = ending(reject);
}

/** The same work, held until it is begun. */
function once(work: Work): Work {
  let held: Work | undefined = work;
  return (tx) => {
    const begun = held;
    held = undefined;
    return begun?.(tx);
  };
}
