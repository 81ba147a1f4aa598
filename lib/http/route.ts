import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Sql } from "../../db/client";
import { actorName } from "../auth/actor";
import { errorCode } from "../errors";
import { createLog } from "../log";
import { type ActorFor, authorize } from "./access";
import { dataResponse, errorResponse } from "./answer";
import { database } from "./database";
import { jsonInput, listKeys, parseInput, queryInput } from "./input";
import type { Access } from "./operation";
import { currentUser } from "./session";

/** An Operation, or as little of one as a route that is not in the public API needs. */
export interface RouteSpec<A extends Access, I extends z.ZodObject, O extends z.ZodType> {
  permission: A;
  input?: I;
  output?: O;
  /** Set where the handler reads the body itself. */
  body?: readonly string[];
}

export interface RouteContext<A extends Access, I extends z.ZodObject> {
  input: z.output<I>;
  actor: ActorFor<A>;
  sql: Sql;
  now: Date;
  request: Request;
  requestId: string;
}

type NextContext = { params: Promise<Record<string, string | string[] | undefined>> };

const log = createLog("http");

/**
 * A route handler that does access, parsing and errors, and logs one line with the request's id. The handler returns data (JSON), nothing (204) or a Response.
 */
export function route<const A extends Access, I extends z.ZodObject, O extends z.ZodType>(
  { permission, input: schema, body }: RouteSpec<A, I, O>,
  handler: (context: RouteContext<A, I>) => Promise<z.input<O> | Response>,
): (request: Request, context: NextContext) => Promise<Response> {
  const lists = schema ? listKeys(schema) : new Set<string>();
  return async (request, { params }) => {
    const requestId = randomUUID();
    const startedMs = performance.now();
    const now = new Date();
    const url = new URL(request.url);
    let who: string | null = null;
    let response: Response;
    try {
      const sql = database();
      const actor = await authorize(request, permission, { sql, now, session: currentUser });
      who = actor && actorName(actor);
      const fromQuery = body !== undefined || request.method === "GET" || request.method === "DELETE";
      const given = schema ? { ...(fromQuery ? queryInput(url.searchParams, lists) : await jsonInput(request)), ...(await params) } : {};
      const input = (schema ? parseInput(schema, given) : {}) as z.output<I>;
      const data = await handler({ input, actor: actor as ActorFor<A>, sql, now, request, requestId });
      response = data instanceof Response ? data : dataResponse(data);
    } catch (error) {
      response = errorResponse(error, requestId);
      const code = errorCode(error);
      if (code === "internal" || code === "unavailable") log.error({ requestId, path: url.pathname, err: error }, "request failed");
    }
    response.headers.set("x-request-id", requestId);
    const ms = Math.round(performance.now() - startedMs);
    log.debug({ requestId, method: request.method, path: url.pathname, status: response.status, ms, who }, "request");
    return response;
  };
}
