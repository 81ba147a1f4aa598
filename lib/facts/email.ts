import { createHash } from "node:crypto";

const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/;

/** "email:" and the first 12 hex digits of SHA-256 of the lower-cased address, where the whole text is an e-mail address and `keep` is false; else the text. */
export function hashEmails(text: string, keep: boolean): string {
  const address = text.trim();
  if (keep || !EMAIL.test(address)) return text;
  return `email:${createHash("sha256").update(address.toLowerCase()).digest("hex").slice(0, 12)}`;
}

const WITHIN = /[^\s@<>"',;:=()[\]{}|]+@[^\s@<>"',;:=()[\]{}|]+\.[^\s@<>"',;:=()[\]{}|.]+/g;

/** Like `hashEmails`, for texts that hold an address among other things (tags): in "owner:jo@example.com" only the address changes. */
export function hashEmailsWithin(text: string, keep: boolean): string {
  return keep || text.indexOf("@") < 1 ? text : text.replace(WITHIN, (address) => hashEmails(address, false));
}
