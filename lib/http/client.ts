import { z } from "zod";
import { AppError, type ErrorCode } from "../errors";
import type { Operation } from "./operation";

const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** Calls an operation from the browser. Throws AppError with the server's sentence; `unavailable` where the server can't be reached. */
export async function call<I extends z.ZodObject, O extends z.ZodType>(
  operation: Pick<Operation<never, I, O>, "method" | "path" | "output" | "input">,
  input: z.input<I>,
  { signal }: { signal?: AbortSignal } = {},
): Promise<z.output<O>> {
  const { path, rest } = fillPath(operation.path, input);
  const inQuery = operation.method === "get" || operation.method === "delete";
  const response = await reach(inQuery ? withQuery(path, rest) : path, {
    method: operation.method.toUpperCase(),
    signal,
    ...(inQuery ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(rest) }),
  });
  if (response.status === 204) return operation.output.parse(undefined);
  return operation.output.parse(await response.json());
}

/** The address of a get operation with its parameters, for links and downloads. */
export function hrefOf<I extends z.ZodObject>(operation: { path: string; input: I }, input: z.input<I>): string {
  const { path, rest } = fillPath(operation.path, input);
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
  const body = errorSchema.safeParse(await response.json().catch(() => null));
  if (!body.success) throw new AppError("internal", `The server answered ${response.status}.`);
  throw new AppError(body.data.error.code as ErrorCode, body.data.error.message);
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
