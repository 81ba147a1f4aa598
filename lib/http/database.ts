import { connect, type Sql } from "../../db/client";
import { readEnv } from "../env";
import { AppError } from "../errors";

// Next bundles each route apart and reloads modules while developing; globalThis is what they all share.
const shared = globalThis as typeof globalThis & { permilleSql?: Sql; permilleWorkSql?: Sql };

/** The pool of this web process for everything a person waits for; a statement ends after 30 s. Throws `unavailable` without DATABASE_URL. */
export function database(): Sql {
  shared.permilleSql ??= connect(databaseUrl(), { name: "permille web", statementTimeoutMs: 30_000 });
  return shared.permilleSql;
}

/** A second, small pool without a time limit, for uploads and other long work inside a request. */
export function workDatabase(): Sql {
  shared.permilleWorkSql ??= connect(databaseUrl(), { name: "permille web work", max: 3 });
  return shared.permilleWorkSql;
}

function databaseUrl(): string {
  const { databaseUrl } = readEnv();
  if (!databaseUrl) throw new AppError("unavailable", "The web process has no DATABASE_URL. Start Permille with npm start, which sets it.");
  return databaseUrl;
}
