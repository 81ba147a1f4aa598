/**
 * SQL that counts attempts whose place in their request's savings ledger does not follow from the facts: roles, whether the request can be estimated, a
 * reason that contradicts the cost, savings where there are none. What a step saved can't be told in SQL: it takes the price book and the baselines, which a
 * recomputation (lib/repricing) compares. Attempts that were never computed count only once no recomputation of everything is to come.
 */
export const LEDGER_CHECK = `
  with coming as (
    select exists (select from repricing where change = 'ledger' and state <> 'done') as yes
  ), member as (
    select a.id, a.occurred_at, a.call, a.attempt_no, a.model, a.status, a.kind, a.ledger, a.estimable, a.ledger_reason as reason,
      bool_or(a.ledger_reason is not distinct from 1) over w as unpriced,
      bool_or(a.ledger = 0) over w as waiting
    from attempt a where a.counted and a.call is not null
    window w as (partition by a.call)
  ), answer as (
    -- Attempts of an endless loop share the last number: time tells.
    select distinct on (call) call, id, model, reason from member where status = 0 and kind not in (9, 10)
    order by call, attempt_no desc nulls last, occurred_at desc, id desc
  ), judged as (
    select m.*, answer.id as answering, answer.model as answer_model, answer.reason as answer_reason,
      bool_or(m.id <> answer.id and m.kind not in (9, 10) and m.model <> answer.model) over (partition by m.call) as escalated
    from member m left join answer using (call)
  )
  select (
    (select count(*) from judged j where not (j.waiting and (select yes from coming)) and (
      j.estimable <> case when j.kind in (9, 10) then j.reason is null else not j.unpriced and (j.answering is null or j.answer_reason is null) end
      or j.ledger <> case when j.kind in (9, 10) then 6 when j.answering is null then 5
        when j.id = j.answering then case when j.escalated then 2 else 1 end
        when j.model <> j.answer_model then 3 else 4 end
    ))
    + (select count(*) from attempt a where a.counted and a.call is null and not (a.ledger = 0 and (select yes from coming)) and (
      a.estimable <> (a.ledger_reason is null)
      or a.ledger <> case when a.kind in (9, 10) then 6 when a.status = 0 then 1 else 5 end
    ))
    + (select count(*) from attempt a where not a.counted and (a.ledger <> 0 or a.estimable))
    + (select count(*) from attempt a where a.ledger <> 0 and (
      (a.cost is null) <> (a.ledger_reason is not distinct from 1)
      or (a.ledger_reason is not null and coalesce(a.saved_cache, a.saved_context, a.saved_routing, a.saved_prompt_cache, a.saved_tier) is not null)
      or (a.saved_cache is not null and a.gateway_cache is null)
    ))
  )::integer as cells`;
