export { explanationCsv } from "./csv";
export { changeSentence, explainChange, type WhyInput } from "./explain-change";
export { type Explanation, explanationSchema, STEPS, type Step } from "./explanation";
export { STEP_DEFINITIONS, STEP_LABELS } from "./step-words";
