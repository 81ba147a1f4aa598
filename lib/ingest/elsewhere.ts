import type { Sql, Tx } from "../../db/client";
import { AppError } from "../errors";
import type { Fact } from "../facts";
import { type Source, sourcesOfKind } from "../sources";
import { contentOf } from "./content-hash";
import { decimalOf, identityOf } from "./identity";

/** Facts that are enough to tell. */
export const LOOK_AT = 500;

/**
 * Refuses an input whose records already sit in another source of the same kind: the same traffic under two names would count twice.
 * Looks at the first 500 facts; half of them known elsewhere is enough. Throws `conflict`, with `{elsewhere: <source id>}` as its cause.
 */
export async function refuseElsewhere(sql: Sql | Tx, source: Source, facts: readonly Fact[], file: string): Promise<void> {
  const some = facts.slice(0, LOOK_AT);
  if (some.length === 0) return;
  const contents = some.map((fact) => decimalOf(contentOf(fact)));
  for (const other of await sourcesOfKind(sql, source.kind)) {
    if (other.id === source.id) continue;
    const ids = some.map((fact) => identityOf(other.num, fact));
    const [found] = await sql<{ n: number }[]>`
      with asked as (select * from unnest(${ids}::uuid[], ${contents}::bigint[]) as a(id, content))
      select (select count(*) from identity i where i.id in (select id from asked))::integer
        + (select count(*) from usage_bucket join asked using (id, content))::integer
        + (select count(*) from bill_line join asked using (id, content))::integer as n`;
    if ((found?.n ?? 0) * 2 >= some.length) {
      throw new AppError(
        "conflict",
        `The records of ${file} are already in source "${other.id}". Nothing was taken. Use --source ${other.id}, or --force if this is different traffic.`,
        {
          cause: { elsewhere: other.id },
        },
      );
    }
  }
}
