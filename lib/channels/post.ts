import { lookup } from "node:dns";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { LookupFunction } from "node:net";
import type { SendFailure } from "../email/send-failure";
import { errorMessage } from "../errors";
import { checkUrl, isPrivateAddress } from "./address";

export interface PostFailure extends SendFailure {
  /** The address says that it exists no longer. */
  gone?: boolean;
  /** The other side asks to wait for this long. */
  retryAfterMs?: number;
}

export type PostResult = { ok: true } | ({ ok: false } & PostFailure);

export interface PostOptions {
  headers: Record<string, string>;
  body: string;
  allowPrivate: boolean;
  timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;
const ANSWER_BYTES = 4096;
const LONGEST_WAIT_MS = 3_600_000;

/**
 * Sends JSON to an address that people gave. It connects only to where the name leads outside private networks, follows no redirects, reads 4 KB of the
 * answer and ends after 10 s. Never throws: a failure says what it means for the message.
 */
export async function post(address: string, { headers, body, allowPrivate, timeoutMs = TIMEOUT_MS }: PostOptions): Promise<PostResult> {
  let handedOver = false;
  try {
    const url = checkUrl(address, { allowPrivate });
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const send = url.protocol === "https:" ? httpsRequest : httpRequest;
      const request = send(url, {
        method: "POST",
        agent: false,
        headers: { "content-type": "application/json", "user-agent": "Permille", "content-length": Buffer.byteLength(body), ...headers },
        lookup: allowPrivate ? undefined : outsideOnly,
        signal: AbortSignal.timeout(timeoutMs),
      });
      request.on("response", resolve);
      request.on("error", reject);
      request.end(body, () => {
        handedOver = true;
      });
    });
    return judge(answer.statusCode ?? 0, await beginning(answer), answer.headers["retry-after"]);
  } catch (error) {
    return { ok: false, ...unanswered(error, handedOver, timeoutMs) };
  }
}

class ClosedAddress extends Error {}

/** Looked up once: the connection goes to the address that was checked. */
const outsideOnly: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, []);
    if (addresses.some(({ address }) => isPrivateAddress(address)))
      return done(new ClosedAddress("The address leads into a private network, so nothing was sent."), []);
    if (options.all) return done(null, addresses);
    const [first] = addresses;
    return first ? done(null, first.address, first.family) : done(new Error("The name leads nowhere."), []);
  });
};

async function beginning(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= ANSWER_BYTES) break;
    }
  } catch {
    // The status came, and that is what counts.
  }
  answer.destroy();
  const line = Buffer.concat(chunks).subarray(0, ANSWER_BYTES).toString("utf8").replace(/\s+/g, " ").trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

function judge(status: number, text: string, retryAfter: string | undefined): PostResult {
  const said = `${status}${text ? `: ${text}` : ""}`;
  if (status >= 200 && status < 300) return { ok: true };
  if (status === 410) return { ok: false, kind: "never", server: true, gone: true, reason: `The address says that it is gone: ${said}` };
  if (status >= 300 && status < 400)
    return { ok: false, kind: "never", server: false, reason: `The address leads elsewhere (${status}), and redirects are not followed.` };
  if (status === 429 || status === 408 || status >= 500) {
    const wait = Number(retryAfter) * 1000;
    const retryAfterMs = wait > 0 ? Math.min(wait, LONGEST_WAIT_MS) : undefined;
    return {
      ok: false,
      kind: "later",
      server: true,
      reason: `The address asks to try again: ${said}`,
      ...(retryAfterMs && { retryAfterMs }),
    };
  }
  return { ok: false, kind: "never", server: false, reason: `The address refuses this message: ${said}` };
}

function unanswered(error: unknown, handedOver: boolean, timeoutMs: number): PostFailure {
  if (error instanceof ClosedAddress) return { kind: "never", server: false, reason: error.message };
  if (error instanceof Error && error.name === "AppError") return { kind: "never", server: false, reason: error.message };
  const late = error instanceof Error && (error.name === "AbortError" || error.name === "TimeoutError");
  const why = late ? `no answer within ${timeoutMs / 1000} s` : errorMessage(error).slice(0, 200);
  if (handedOver) return { kind: "uncertain", server: true, reason: `The message was sent, and no answer came: ${why}` };
  return { kind: "later", server: true, reason: `The address can't be reached: ${why}` };
}
