import { lookup } from "node:dns";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { LookupFunction } from "node:net";
import { errorMessage, isAppError } from "../errors";
import { isRefused, pollAddress, REFUSED } from "./address";
import { PollProblem } from "./problem";
import { refusal } from "./refusal";

const MAX_BYTES = 64 * 1024 * 1024;
const REFUSAL_BYTES = 4096;

export interface Ask {
  token: string | null;
  /** Media types that are understood. */
  accept: string;
  /** Epoch ms. */
  clock: () => number;
  /** Until the answer begins, and until all of it is read. */
  beginMs?: number;
  wholeMs?: number;
  maxBytes?: number;
}

export interface Answer {
  contentType: string;
  /** When it was asked for, epoch ms of our clock. */
  at: number;
  /** The other side's clock less ours, ms, by its Date header: to a second. Null without one. */
  skewMs: number | null;
  /** Throws PollProblem where it breaks off, is too long or takes too long. To be read once. */
  body: AsyncIterable<Uint8Array>;
  /** Lets go of what was not read. */
  close(): void;
}

/**
 * Begins to read what is at an address: GET with the token, no redirect followed, no connection to a refused address whatever its name says. What comes
 * is handed on as it comes, never held as a whole. Throws PollProblem, also for every status other than 200.
 */
export async function ask(
  url: URL,
  { token, accept, clock, beginMs = 10_000, wholeMs = 90_000, maxBytes = MAX_BYTES }: Ask,
): Promise<Answer> {
  pollAddress(url.href);
  const at = clock();
  const timer = new AbortController();
  const late = (ms: number, what: string) => setTimeout(() => timer.abort(new PollProblem(`${what} within ${ms / 1000} s.`)), ms).unref();
  const beginning = late(beginMs, "No answer came");
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const send = url.protocol === "https:" ? httpsRequest : httpRequest;
      const headers = {
        accept,
        "accept-encoding": "identity",
        "user-agent": "Permille",
        ...(token !== null && { authorization: `Bearer ${token}` }),
      };
      const request = send(url, { agent: false, headers, lookup: onlyOpen, signal: timer.signal });
      request.on("response", resolve);
      request.on("error", reject);
      request.end();
    });
    clearTimeout(beginning);
    const ending = late(wholeMs, "The answer did not end");
    const close = () => {
      clearTimeout(ending);
      answer.destroy();
    };
    const body = bodyOf(answer, timer.signal, maxBytes, close);
    if (answer.statusCode !== 200) {
      const problem = refusal(answer.statusCode ?? 0, await beginningOf(body), token !== null);
      close();
      throw problem;
    }
    const skewMs = skewOf(answer.headers.date, at, clock());
    return { contentType: answer.headers["content-type"] ?? "", at, skewMs, body, close };
  } catch (error) {
    clearTimeout(beginning);
    throw problemOf(error, timer.signal);
  }
}

/** Looked up once: the connection goes to the address that was checked. */
export const onlyOpen: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, []);
    if (addresses.some(({ address }) => isRefused(address))) return done(new PollProblem(REFUSED), []);
    if (options.all) return done(null, addresses);
    const [first] = addresses;
    return first ? done(null, first.address, first.family) : done(new PollProblem("The name leads nowhere."), []);
  });
};

async function* bodyOf(answer: IncomingMessage, signal: AbortSignal, maxBytes: number, close: () => void): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new PollProblem(`The answer is longer than ${Math.floor(maxBytes / 1024 / 1024)} MB.`);
      yield chunk;
    }
  } catch (error) {
    throw problemOf(error, signal);
  } finally {
    close();
  }
}

async function beginningOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= REFUSAL_BYTES) break;
    }
  } catch {
    // The status came, and that is what counts.
  }
  return Buffer.concat(chunks).subarray(0, REFUSAL_BYTES).toString("utf8");
}

/** A Date header has whole seconds, cut off: within one it says nothing. */
function skewOf(date: string | undefined, askedAt: number, answeredAt: number): number | null {
  const told = Date.parse(date ?? "");
  if (Number.isNaN(told)) return null;
  const skew = told + 500 - (askedAt + answeredAt) / 2;
  return Math.abs(skew) <= 1_000 + (answeredAt - askedAt) / 2 ? 0 : Math.round(skew);
}

const SENTENCES: Record<string, string> = {
  ECONNREFUSED: "Nothing listens at this address.",
  ENOTFOUND: "There is no machine of this name.",
  EAI_AGAIN: "The name can't be looked up at the moment.",
  ECONNRESET: "The connection broke off.",
  EHOSTUNREACH: "There is no way to this machine.",
  ENETUNREACH: "There is no way to this machine.",
  ETIMEDOUT: "The machine does not answer.",
  EPROTO: "This is no https address; try http.",
  HPE_INVALID_CONSTANT: "What answers does not speak HTTP; is it https?",
  DEPTH_ZERO_SELF_SIGNED_CERT: "The certificate is signed by itself. Give Permille the authority with NODE_EXTRA_CA_CERTS.",
  SELF_SIGNED_CERT_IN_CHAIN: "The certificate's authority is not known. Give it to Permille with NODE_EXTRA_CA_CERTS.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "The certificate's authority is not known. Give it to Permille with NODE_EXTRA_CA_CERTS.",
  CERT_HAS_EXPIRED: "The certificate has expired.",
};

function problemOf(error: unknown, signal: AbortSignal): Error {
  if (signal.aborted && signal.reason instanceof PollProblem) return signal.reason;
  if (isAppError(error)) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const cause = error instanceof AggregateError ? error.errors[0] : error;
  return new PollProblem(SENTENCES[code] ?? `It can't be read: ${errorMessage(cause).slice(0, 200)}.`, { cause: error });
}
