import { type Call, newCall } from "../call";
import { customerOf, OWNERS } from "../company";
import { type FeatureDay, OFFICE } from "../day";
import { ALIASES, askedAs, MODELS } from "../models";
import { STORY } from "../plan";
import { withTrouble } from "../trouble";

/** Schema, rules and worked examples that every extraction begins with. */
const FIXED_PROMPT = 36_000;
/** Since there is a router, requests up to this length are read by the cheaper model. */
const SHORT = 80_000;

const ASKED = askedAs(ALIASES.extract, MODELS.gemini);

/** Whole documents read into a form: long input, some of it beyond the long-context threshold, and an answer of a few pages. */
export function docExtraction(day: FeatureDay): Call[] {
  const { luck, age } = day;
  const isRouted = age >= STORY.router;
  return Array.from({ length: day.volume(520, 0.12) }).flatMap(() => {
    const input = Math.min(FIXED_PROMPT + luck.size(58_000, 0.75), 420_000);
    const output = luck.size(3_400, 0.5);
    const cached = age >= STORY.promptCache && luck.is(0.88) ? FIXED_PROMPT - (FIXED_PROMPT % 1_024) : 0;
    const call = newCall(luck, {
      owner: OWNERS.docExtraction,
      at: day.moment(OFFICE),
      model: isRouted && input <= SHORT ? MODELS.flash : MODELS.gemini,
      asked: isRouted ? ASKED : MODELS.gemini,
      input,
      output,
      cacheRead: cached,
      reasoning: Math.round(output * luck.between(0.3, 0.5)),
      customer: customerOf(luck),
      environment: luck.is(0.06) ? "staging" : "production",
      ttftMs: null,
    });
    return withTrouble(luck, call, { rate: 0.011, lost: 0.25 });
  });
}

/** Invoices with their attachments and contracts, read by a model of the company's own. */
export function invoiceCapture(day: FeatureDay): Call[] {
  const { luck } = day;
  return Array.from({ length: day.volume(150, 0.12) }).flatMap(() => {
    const call = newCall(luck, {
      owner: OWNERS.invoiceCapture,
      at: day.moment(OFFICE),
      model: MODELS.invoice,
      input: Math.min(luck.size(118_000, 0.45), 240_000),
      output: luck.size(3_000, 0.4),
      customer: customerOf(luck),
    });
    return withTrouble(luck, call, { rate: 0.005 });
  });
}

/** Contract clauses judged by a model on the company's own machines, which has no price yet. */
export function contractReview(day: FeatureDay): Call[] {
  const { luck } = day;
  return Array.from({ length: day.volume(200, 0.1) }).flatMap(() => {
    const call = newCall(luck, {
      owner: OWNERS.contractReview,
      at: day.moment(OFFICE),
      model: MODELS.legal,
      input: luck.size(4_200, 0.5),
      output: luck.size(320, 0.5),
      ttftMs: null,
    });
    return withTrouble(luck, call, { rate: 0.006 });
  });
}
