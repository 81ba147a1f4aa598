import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(import.meta.dirname, "../../../shared/formats/samples/routellm");

/** One prompt of RouteLLM's evaluation, and whether each model's answer was right. Tokens by `tokensOf`. */
export interface Prompt {
  id: string;
  set: "mmlu" | "gsm8k";
  input: number;
  small: { right: boolean; output: number };
  strong: { right: boolean; output: number };
}

/** The files hold texts and no counts: four characters are taken for one token, as a rule of thumb for English. */
const tokensOf = (text: string): number => Math.max(1, Math.ceil(text.length / 4));

/** Tests only. All prompts, read in place; null where the shared samples are not here. */
export function routeLlmPrompts(): Prompt[] | null {
  if (!existsSync(FOLDER)) return null;
  const mmlu = readdirSync(join(FOLDER, "mmlu_responses")).flatMap((file) =>
    // What is asked for is one letter.
    rowsOf(join("mmlu_responses", file)).map((row, i) => promptOf(`${file.slice(0, -4)}-${i}`, "mmlu", row, 1, 1)),
  );
  const gsm8k = rowsOf("gsm8k_responses.csv").map((row, i) =>
    promptOf(`gsm8k-${i}`, "gsm8k", row, tokensOf(row[3] ?? ""), tokensOf(row[4] ?? "")),
  );
  return [...mmlu, ...gsm8k];
}

function promptOf(id: string, set: Prompt["set"], [text = "", small, strong]: string[], smallOutput: number, strongOutput: number): Prompt {
  return {
    id,
    set,
    input: tokensOf(text),
    small: { right: small === "True", output: smallOutput },
    strong: { right: strong === "True", output: strongOutput },
  };
}

/** Rows of a CSV behind its header; quoted fields may hold commas, quotes and line ends. */
function rowsOf(file: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = "", end] of readFileSync(join(FOLDER, file), "utf8").matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g,
  )) {
    const row = rows.at(-1);
    if (end === "" && plain === "" && quoted === undefined && row?.length === 0) break;
    row?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ",") rows.push([]);
  }
  return rows.slice(1).filter((row) => row.length > 1);
}
