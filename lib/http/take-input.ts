import { AppError } from "../errors";
import { ingestInput, openIngest, Pusher, type PushReport } from "../ingest";
import { decompress, peek } from "../ingest/read";
import { workDatabase } from "./database";

/** A push up to this size is held in memory and written together with others; a larger one streams. Unpacked bytes. */
const SMALL_BYTES = 4 * 1024 * 1024;

const shared = globalThis as typeof globalThis & { permillePusher?: Pusher };

/** The one pusher of this process: it holds what is known of names and prices, and groups what arrives at once. */
export function pusher(): Pusher {
  shared.permillePusher ??= new Pusher(workDatabase());
  return shared.permillePusher;
}

export interface TakeOptions {
  /** Undefined: told from the format. */
  source?: string;
  kind?: string;
  /** File name of an upload, which is a run of its own; without it this is a push. */
  name?: string;
  force?: boolean;
  /** Up to this size a push is held in memory. Unpacked bytes; default 4 MB. */
  smallBytes?: number;
  now: Date;
}

/** Reads a request's body, of any size and format, plain or gzip. Throws `invalid` where it has none or is packed otherwise, and as `ingestInput` does. */
export async function takeInput(
  request: Request,
  { source, kind, name, force, smallBytes = SMALL_BYTES, now }: TakeOptions,
): Promise<PushReport> {
  const bytes = bodyOf(request);
  if (name == null && !force) {
    const { head, whole, input } = await peek(decompress(bytes), smallBytes);
    if (whole) return pusher().push({ bytes: head, source, kind, now });
    return stream(input, { file: `pushed ${now.toISOString().slice(0, 16).replace("T", " ")} UTC`, origin: "push", source, kind, now });
  }
  return stream(bytes, { file: name ?? "push", origin: name == null ? "push" : "upload", source, kind, force, now });
}

async function stream(bytes: AsyncIterable<Uint8Array>, options: Parameters<typeof ingestInput>[2]): Promise<PushReport> {
  const { id, ...report } = await ingestInput(await openIngest(workDatabase()), bytes, options);
  return { run: id, ...report };
}

/** The body's bytes as they were sent; what is gzip is known by its first bytes. */
function bodyOf(request: Request): AsyncIterable<Uint8Array> {
  const encoding = request.headers.get("content-encoding")?.trim().toLowerCase() || "identity";
  if (!["identity", "gzip", "x-gzip"].includes(encoding))
    throw new AppError("invalid", `The body is packed as "${encoding}". Send it plain or as gzip.`);
  if (!request.body) throw new AppError("invalid", "The request has no body. Send the records themselves, as JSON or JSON lines.");
  return request.body as unknown as AsyncIterable<Uint8Array>;
}
