import { STEP_DEFINITIONS, STEP_LABELS, STEP_ORDER } from "../../lib/why/step-words";
import { Card } from "../ui/card";

const FACTORS: readonly [string, string][] = [
  ["requests of the feature", "requests"],
  ["calls per request", "retries"],
  ["the model's share of the feature's calls", "model mix"],
  ["input, or output, tokens per call", "context, answer length"],
  ["the class's share of the input", "cache"],
  ["the tier's share of the class", "tier"],
  ["the part the gateway's cache did not answer", "cache"],
  ["the part that has a price", "unpriced"],
  ["the dated standard price", "price"],
  ["paid ÷ standard", "tier; price at the standard tier"],
];

/** The method, for who must stand behind the figures; docs/why.md tells the same with a worked example. */
export function MethodNote() {
  return (
    <Card aria-label="How this is computed">
      <details className="group">
        <summary className="cursor-pointer rounded-lg px-4 py-3 font-semibold text-sm">How this is computed</summary>
        <div className="grid max-w-4xl gap-3 px-4 pb-4 text-sm">
          <p>
            The steps of each feature add up to its change, and those of all features to the whole change: exactly, not about. Read
            backwards, every step has the opposite sign. Cost is metered cost: what calls cost at their prices, not what providers bill.
          </p>
          <p>
            A <em>cell</em> is one feature, model, token class and service tier. Its cost in a period is a product, and each factor is a
            step:
          </p>
          <table className="w-fit text-xs">
            <thead className="sr-only">
              <tr>
                <th scope="col">Factor</th>
                <th scope="col">Step</th>
              </tr>
            </thead>
            <tbody>
              {FACTORS.map(([factor, step], index) => (
                <tr key={factor}>
                  <td className="py-0.5 pr-6">
                    {index > 0 ? "× " : ""}
                    {factor}
                  </td>
                  <td className="py-0.5 text-muted-foreground">{step}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p>
            A factor that went from x₀ to x₁ moved the cell's cost from V₀ to V₁ by L · ln(x₁ ÷ x₀), where L = (V₁ − V₀) ÷ ln(V₁ ÷ V₀) is
            the logarithmic mean (a method known as LMDI-I). So a factor that stood still moved nothing, the order of the factors does not
            matter, and the parts add up to V₁ − V₀. For example: input that cost $5,000 costs $6,600 after 10 % more requests, half again
            as much context and a price cut by a fifth. L is 5,763.03; requests moved $549.27, context $2,336.71 and the price −$1,285.98:
            together $1,600.00.
          </p>
          <ul className="grid list-disc gap-1 pl-5">
            <li>
              A model, token class or tier that a feature used in only one of the periods counts whole as model mix; a feature that is new
              or ended, as requests. The first use of a prompt cache or of batch so shows in the mix, too.
            </li>
            <li>
              Prices are those of the price book at the standard tier, as dated; one that changed within a period is averaged over its days
              by tokens. Where the book can't tell, the price is what was paid per token.
            </li>
            <li>
              Calls without a price have no cost: if they had one in the other period, that is the step Unpriced. If models without a price
              were added, the sentence ends with the share of requests that have one.
            </li>
            <li>Periods of unequal length are compared per day. A day of 23 or 25 hours is one day.</li>
            <li>Rounding to 12 decimals goes to a feature's largest step; cents are shown so that they add up.</li>
          </ul>
          <dl className="grid gap-x-4 gap-y-1 text-xs sm:grid-cols-[9rem_1fr]">
            {STEP_ORDER.map((step) => (
              <div key={step} className="grid sm:col-span-2 sm:grid-cols-subgrid">
                <dt className="font-medium">{STEP_LABELS[step]}</dt>
                <dd className="text-muted-foreground">{STEP_DEFINITIONS[step]}</dd>
              </div>
            ))}
          </dl>
        </div>
      </details>
    </Card>
  );
}
