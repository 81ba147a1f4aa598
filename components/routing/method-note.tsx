import { FORMULA_LETTERS, LEDGER_STEPS, ORDER_NOTE, STEP_WORDS } from "../../lib/savings/step-words";
import { Card } from "../ui/card";

/** How each figure comes about, for who must stand behind it. */
export function MethodNote() {
  return (
    <Card aria-label="How this is computed">
      <details>
        <summary className="cursor-pointer rounded-lg px-4 py-3 font-semibold text-sm">How this is computed</summary>
        <div className="grid max-w-4xl gap-3 px-4 pb-4 text-sm">
          <p>
            Each request is compared with the <em>baseline</em>: the model that is set for its feature at that time, else the model it asked
            for. The steps from what it would have cost to what it cost add up exactly, for each request and so for every total.{" "}
            {ORDER_NOTE}
          </p>
          <dl className="grid gap-x-4 gap-y-1 text-xs sm:grid-cols-[9rem_1fr]">
            {LEDGER_STEPS.map((step) => (
              <div key={step} className="grid sm:col-span-2 sm:grid-cols-subgrid">
                <dt className="font-medium">{STEP_WORDS[step].label}</dt>
                <dd className="text-muted-foreground">
                  {STEP_WORDS[step].definition} <span className="whitespace-nowrap">= {STEP_WORDS[step].formula}</span>
                </dd>
              </div>
            ))}
          </dl>
          <p className="text-muted-foreground text-xs">{FORMULA_LETTERS}</p>
          <p>
            <strong className="font-semibold">Net</strong> = saved by routing − escalations − router calls − cost of failures. Failures cost
            L × max(0, 1 − r·N ÷ F) for each feature over the whole range: N outcomes of routed requests are known, F of them are failures,
            L is what these cost as told, else as set for the feature; r is how often the baseline fails: as set, else as measured on at
            least 30 requests that it answered itself, else 0. An escalated request is no failure.
          </p>
          <ul className="grid list-disc gap-1 pl-5">
            <li>What nobody reported is in no figure: net counts the failures that are known, and does not extrapolate.</li>
            <li>
              Intervals are Wilson's, 95 %: of a hundred such intervals, ninety-five hold the true rate. Below 30 outcomes no rate is told.
            </li>
            <li>
              A request without a price, or of which nobody knows what it would have been answered by, can't be judged as a whole: what can
              and what can't be judged add up to the cost of the range.
            </li>
            <li>Charges that are not tokens, such as web searches, are the same on both sides and move nothing.</li>
            <li>Costs follow the model of each attempt: by answering model, an escalation stands at the model that tried in vain.</li>
          </ul>
        </div>
      </details>
    </Card>
  );
}
