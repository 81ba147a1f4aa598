import { database } from "./database";

/** 200 {"status":"ok"} where the database answers within 3 s, else 503; says no more, since anyone may ask. */
export async function checkHealth(): Promise<Response> {
  const ok = await Promise.race([answers(), new Promise<false>((resolve) => setTimeout(() => resolve(false), 3000).unref())]);
  return Response.json({ status: ok ? "ok" : "unavailable" }, { status: ok ? 200 : 503, headers: { "cache-control": "no-store" } });
}

async function answers(): Promise<boolean> {
  try {
    await database()`select 1`;
    return true;
  } catch {
    return false;
  }
}
