import type { z } from "zod";
import type { Permission } from "../auth/can";
import { endpoints, type OperationId } from "./endpoints";

/** A permission, or "user" (any signed-in person, no API key), or "anyone". */
export type Access = Permission | "user" | "anyone";

export type Method = "get" | "post" | "patch" | "put" | "delete";

/**
 * One operation of the HTTP API: the route, the typed client and the OpenAPI document are all made from it, so it imports nothing of the server.
 * `input` is one object of path parameters plus query parameters (get, delete, or with `body`) or plus JSON body (the rest).
 */
export interface Operation<A extends Access = Access, I extends z.ZodObject = z.ZodObject, O extends z.ZodType = z.ZodType> {
  id: string;
  method: Method;
  /** "/api/v1/users/{id}" */
  path: `/${string}`;
  summary: string;
  permission: A;
  input: I;
  output: O;
  /** Other media types that the answer can have, such as "text/csv". */
  alsoProduces?: readonly string[];
  /** Set where the body is raw: its media types. */
  body?: readonly string[];
}

/** Method and path come from the list of endpoints. */
export function operation<const Id extends OperationId, const A extends Access, I extends z.ZodObject, O extends z.ZodType>(
  id: Id,
  described: Omit<Operation<A, I, O>, "id" | "method" | "path">,
): Operation<A, I, O> & { id: Id } {
  const [method, path] = endpoints[id];
  return { id, method, path, ...described };
}
