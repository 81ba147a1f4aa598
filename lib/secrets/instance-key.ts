import { hkdfSync } from "node:crypto";
import { authSecret, type Env } from "../env";

/** What a key is for; each has its own, so that what one made is nothing to another. */
export type Purpose = "seal" | "link";

/** 32 bytes derived from the instance's secret. Web and worker of one instance must share that secret. Throws `unavailable` where it can't be read. */
export function instanceKey(env: Pick<Env, "home" | "nextAuthSecret">, purpose: Purpose): Buffer {
  return Buffer.from(hkdfSync("sha256", authSecret(env), "", `permille ${purpose} v1`, 32));
}
