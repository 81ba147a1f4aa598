import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface ReceivedPost {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What to answer with: a status (and headers), or nothing ever ("hang"), or a broken connection ("break"). */
export type Answer = { status: number; text?: string; headers?: Record<string, string> } | "hang" | "break";

export interface TestReceiver {
  /** http://127.0.0.1:<port> */
  url: string;
  posts: ReceivedPost[];
  stop(): Promise<void>;
}

/** Tests only: a real HTTP server that keeps what it gets. */
export async function startReceiver(
  answer: (post: ReceivedPost, count: number) => Answer = () => ({ status: 200 }),
): Promise<TestReceiver> {
  const posts: ReceivedPost[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const post = { path: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks).toString("utf8") };
    posts.push(post);
    const said = answer(post, posts.length);
    if (said === "hang") return;
    if (said === "break") return request.socket.destroy();
    response.writeHead(said.status, said.headers).end(said.text ?? "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posts,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
