import { AppError } from "../errors";

const MATCHER = /\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*(=~|!~|!=|=)\s*"((?:[^"\\\n]|\\.)*)"\s*(,|$)/gy;

/** Label matchers, with or without braces, as Prometheus writes them: `cluster="a",job=~"dcgm.*"`; "" for none. Throws `invalid`. */
export function readSelector(text: string | null): string {
  const inner = (text ?? "")
    .trim()
    .replace(/^\{([\s\S]*)\}$/, "$1")
    .trim()
    .replace(/,$/, "");
  if (inner === "") return "";
  const matchers: string[] = [];
  let end = 0;
  MATCHER.lastIndex = 0;
  for (let match = MATCHER.exec(inner); match; match = MATCHER.exec(inner)) {
    const [, name = "", operator = "", value = "", comma] = match;
    if (name === "__name__") throw new AppError("invalid", "The selector names labels; which metrics are read is given.");
    matchers.push(`${name}${operator}"${value}"`);
    end = MATCHER.lastIndex;
    if (comma === "" || end >= inner.length) break;
  }
  if (end < inner.length)
    throw new AppError(
      "invalid",
      `The selector is not understood from “${inner.slice(end, end + 40)}” on. Write it like {cluster="a", job=~"dcgm.*"}.`,
    );
  return matchers.join(",");
}
