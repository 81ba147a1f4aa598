import { z } from "zod";
import { SCOPES, scopeCan } from "../auth/can";
import type { Operation } from "./operation";

type Json = Record<string, unknown>;

const ERRORS = {
  "400": "The input is wrong",
  "401": "Nobody is signed in and there is no valid key",
  "403": "Not permitted",
  "429": "Too much",
} as const;

/** The OpenAPI 3.1 document of these operations, made from the schemas that the routes parse with. */
export function openApiDocument(operations: readonly Operation[]): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describeOperation(operation) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Permille",
      version: "1",
      description:
        "What every thousand AI requests costs, why that changed, and who should hear about it. Numbers are decimal strings; null is unknown. Send an API key as a bearer token.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    paths,
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", bearerFormat: "pm_…" },
        session: { type: "apiKey", in: "cookie", name: "next-auth.session-token" },
      },
      schemas: { Error: jsonSchema(errorSchema, "output") },
    },
  };
}

const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string().describe("What to do about it") }) });

function describeOperation({ id, method, path, summary, permission, input, output, alsoProduces = [], body }: Operation): Json {
  const { properties = {}, required = [] } = z.toJSONSchema(input, { io: "input", unrepresentable: "any" });
  const inPath = new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  const inQuery = method === "get" || method === "delete" || body !== undefined;
  const names = Object.keys(properties);
  const parameters = names
    .filter((name) => inQuery || inPath.has(name))
    .map((name) => ({
      name,
      in: inPath.has(name) ? "path" : "query",
      required: inPath.has(name) || required.includes(name),
      schema: properties[name],
    }));
  const fields = names.filter((name) => !inQuery && !inPath.has(name));
  return {
    operationId: id,
    summary,
    description:
      permission === "user" || permission === "anyone"
        ? undefined
        : `API keys of scope ${SCOPES.filter((scope) => scopeCan(scope, permission)).join(" or ")}.`,
    security: permission === "anyone" ? [] : permission === "user" ? [{ session: [] }] : [{ key: [] }, { session: [] }],
    parameters,
    ...requestBody(body, fields, properties, required),
    responses: {
      ...success(output, alsoProduces),
      ...Object.fromEntries(
        Object.entries(ERRORS).map(([status, description]) => [
          status,
          { description, content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } } },
        ]),
      ),
    },
  };
}

function requestBody(body: readonly string[] | undefined, fields: readonly string[], properties: Json, required: readonly string[]): Json {
  if (body) return { requestBody: { required: true, content: Object.fromEntries(body.map((type) => [type, {}])) } };
  if (fields.length === 0) return {};
  const schema = {
    type: "object",
    properties: Object.fromEntries(fields.map((name) => [name, properties[name]])),
    required: required.filter((name) => fields.includes(name)),
  };
  return { requestBody: { required: true, content: { "application/json": { schema } } } };
}

function success(output: z.ZodType, alsoProduces: readonly string[]): Json {
  if (output instanceof z.ZodUndefined) return { "204": { description: "Done" } };
  const text = Object.fromEntries(alsoProduces.map((type) => [type, { schema: { type: "string" } }]));
  return { "200": { description: "The answer", content: { "application/json": { schema: jsonSchema(output, "output") }, ...text } } };
}

function jsonSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}
