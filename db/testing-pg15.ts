import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const ROOT = "/usr/lib/postgresql";

/**
 * The bin folder of an installed PostgreSQL of this major version (Debian's layout), or null. With it,
 * `PERMILLE_TEST_PG_BIN=/usr/lib/postgresql/15/bin npx vitest run --project database` tests on that version.
 */
export function installedPostgres(major: number): string | null {
  if (!existsSync(ROOT) || !readdirSync(ROOT).includes(String(major))) return null;
  const folder = join(ROOT, String(major), "bin");
  return ["initdb", "postgres"].every((program) => existsSync(join(folder, program))) ? folder : null;
}
