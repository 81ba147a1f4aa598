import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { POST as pushed } from "../../app/api/v1/ingest/[source]/route";
import { GET as asked } from "../../app/api/v1/query/route";
import { POST as traced } from "../../app/v1/traces/route";
import { connect, type Sql } from "../../db/client";
import { createKey } from "../people";
import type { Server } from "./server";

const shared = globalThis as typeof globalThis & { permilleSql?: Sql; permilleWorkSql?: Sql; permillePusher?: unknown };

/** Tests only: the app's own handlers behind node:http in this process, where there is no build yet. Its "kill" breaks every connection. */
export async function startHandlers(databaseUrl: string): Promise<Server> {
  process.env.DATABASE_URL = databaseUrl;
  let server = await listen(0);
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const close = async () => {
    const closed = new Promise((done) => server.close(done));
    server.closeAllConnections();
    await closed;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    async signIn(email) {
      const sql = connect(databaseUrl, { max: 1 });
      const { secret } = await createKey(sql, { name: email, scope: "query", by: "test" }).finally(() => sql.end());
      return { authorization: `Bearer ${secret}` };
    },
    kill: close,
    async restart() {
      server = await listen(port);
    },
    async stop() {
      if (!server.listening) return;
      await close();
      await Promise.all([shared.permilleSql?.end({ timeout: 1 }), shared.permilleWorkSql?.end({ timeout: 1 })]);
      delete shared.permilleSql;
      delete shared.permilleWorkSql;
      delete shared.permillePusher;
      delete process.env.DATABASE_URL;
    },
  };
}

function listen(port: number): Promise<HttpServer> {
  return new Promise((resolve, reject) => {
    const server = createServer((request, response) => void answer(request, response));
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
  const headers = new Headers(Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]));
  const body = incoming.method === "POST" ? (Readable.toWeb(incoming) as ReadableStream) : undefined;
  const request = new Request(url, { method: incoming.method, headers, body, duplex: "half" } as RequestInit);
  const source = /^\/api\/v1\/ingest\/(.+)$/.exec(url.pathname)?.[1];
  const handler = source ? pushed : url.pathname === "/v1/traces" ? traced : asked;
  const response = await handler(request, { params: Promise.resolve(source ? { source } : {}) });
  outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
}
