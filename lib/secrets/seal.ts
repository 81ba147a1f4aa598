import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { AppError } from "../errors";

const VERSION = "v1";
const IV_BYTES = 12;

/** AES-256-GCM: "v1.<iv>.<tag>.<data>", each in base64url. The same text is sealed differently each time. */
export function seal(text: string, key: Buffer): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  const data = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return [VERSION, ...[iv, cipher.getAuthTag(), data].map((part) => part.toString("base64url"))].join(".");
}

/** Throws `unavailable` where it was sealed with another secret, or changed since. */
export function unseal(sealed: string, key: Buffer): string {
  const [version, iv = "", tag = "", data = ""] = sealed.split(".");
  try {
    if (version !== VERSION) throw new Error(`sealed as ${version}`);
    const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(iv, "base64url"), { authTagLength: 16 });
    decipher.setAuthTag(Buffer.from(tag, "base64url"));
    return Buffer.concat([decipher.update(Buffer.from(data, "base64url")), decipher.final()]).toString("utf8");
  } catch (error) {
    throw new AppError("unavailable", "It was sealed with another secret of this instance (NEXTAUTH_SECRET). Enter it again.", {
      cause: error,
    });
  }
}
