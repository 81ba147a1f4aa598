import { afterAll, beforeAll, beforeEach } from "vitest";
import { truncateFacts } from "../ingest/testing";
import { call, NOW, type TestInstance, testInstance } from "../runs/testing";
import { type RoutingInput, routingInput } from "../savings";
import { changeRouting, runRepricing, withdrawRouting } from ".";

/** The same instance without facts, settings and what was noted about them. */
export async function emptied({ sql }: TestInstance): Promise<void> {
  await truncateFacts(sql);
  await sql`truncate routing_setting, repricing, price_entry, audit_entry restart identity`;
  await sql`delete from setting where key = 'zone'`;
}

export const ACTOR = "eng@example.com";
export const input = (over: Partial<RoutingInput>) => routingInput.parse({ field: "baseline", subject: "chat", value: null, ...over });
export const baseline = (model: string, over: Partial<RoutingInput> = {}) => input({ value: { provider: "openai", model }, ...over });

// gpt-4o: $2.50 in, $10 out; gpt-4o-mini: $0.15 and $0.60. 1,000 in and 100 out are $0.0035 and $0.00021.
export const mini = (id: string, over: Parameters<typeof call>[0] | object = {}) => call({ id, model: "gpt-4o-mini", ...over });

const STEPS = "saved_cache + saved_context + saved_routing + saved_prompt_cache + saved_tier";
export interface Figures {
  baseline: string;
  routing: string;
  context: string;
  estimable: string;
  cost: string;
  requests: number;
}

/** Tests only: an instance that is empty before each test. */
export function openRouting() {
  let instance: TestInstance;
  beforeAll(async () => {
    instance = await testInstance();
  });
  afterAll(() => instance.close());
  beforeEach(() => emptied(instance));

  /** Sets something and takes it to the past. */
  async function set(over: RoutingInput, chunk = 3) {
    const { setting, recomputation } = await changeRouting(instance.sql, over, ACTOR, NOW);
    const ended = recomputation === null ? null : await runRepricing(instance.sql, recomputation, { chunk, settleMs: 0 });
    return { setting, ended };
  }
  async function retire(setting: number) {
    const { recomputation } = await withdrawRouting(instance.sql, setting, ACTOR, NOW);
    return recomputation === null ? null : runRepricing(instance.sql, recomputation, { settleMs: 0 });
  }
  async function figures(where = "true"): Promise<Figures | undefined> {
    const [row] = await instance.sql.unsafe<Figures[]>(`
      select trim_scale(coalesce(sum(estimable_cost - escalation_waste - retry_waste - error_waste - overhead_cost + ${STEPS}), 0))::text as baseline,
        trim_scale(coalesce(sum(saved_routing), 0))::text as routing, trim_scale(coalesce(sum(saved_context), 0))::text as context,
        trim_scale(coalesce(sum(estimable_cost), 0))::text as estimable, trim_scale(coalesce(sum(cost), 0))::text as cost,
        coalesce(sum(estimable_requests), 0)::integer as requests
      from rollup_day_feature r left join dimension_value f on f.id = r.feature where ${where}`);
    return row;
  }
  return { open: () => instance, set, retire, figures };
}
