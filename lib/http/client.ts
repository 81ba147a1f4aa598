import { AppError } from "../errors";
import { endpoints, type OperationId } from "./endpoints";
import { readErrorAnswer } from "./error-answer";
import type { InputOf, OutputOf } from "./operations";

/**
 * Calls an operation from the browser. Throws AppError with the server's sentence; `unavailable` where the server can't be reached. The answer is taken as
 * the route's types promise it: schemas stay on the server, since they weigh more than a page.
 */
export async function call<Id extends OperationId>(
  id: Id,
  input: InputOf<Id>,
  { signal }: { signal?: AbortSignal } = {},
): Promise<OutputOf<Id>> {
  const [method, address] = endpoints[id];
  const { path, rest } = fillPath(address, input);
  const inQuery = method === "get" || method === "delete";
  const response = await reach(inQuery ? withQuery(path, rest) : path, {
    method: method.toUpperCase(),
    signal,
    ...(inQuery ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(rest) }),
  });
  return (response.status === 204 ? undefined : await response.json()) as OutputOf<Id>;
}

/** The address of a get operation with its parameters, for links and downloads. */
export function hrefOf<Id extends OperationId>(id: Id, input: InputOf<Id>): string {
  const { path, rest } = fillPath(endpoints[id][1], input);
  return withQuery(path, rest);
}

/** fetch that throws the server's error as AppError. */
export async function reach(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new AppError("unavailable", "Permille can't be reached. Check the connection and try again.", { cause: error });
  }
  if (response.ok) return response;
  const { code, message } = readErrorAnswer(await response.json().catch(() => null)) ?? {};
  if (!code || !message) throw new AppError("internal", `The server answered ${response.status}.`);
  throw new AppError(code, message);
}

function fillPath(path: string, input: Record<string, unknown>): { path: string; rest: Record<string, unknown> } {
  const rest = { ...input };
  const filled = path.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = rest[key];
    delete rest[key];
    return encodeURIComponent(String(value));
  });
  return { path: filled, rest };
}

function withQuery(path: string, input: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(input)) {
    if (value === undefined || value === null) continue;
    for (const one of Array.isArray(value) ? value : [value]) params.append(key, String(one));
  }
  const query = params.toString();
  return query ? `${path}?${query}` : path;
}
