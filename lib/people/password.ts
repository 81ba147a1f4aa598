import { randomBytes, randomInt, scrypt, timingSafeEqual } from "node:crypto";

/** scrypt at 128 MiB a hash, as OWASP's password storage cheat sheet advises (checked 2026-11-22). */
const COST = { ln: 17, r: 8, p: 1 };
const KEY_BYTES = 32;

/** "$scrypt$ln=17,r=8,p=1$salt$hash", both base64url; takes about 0.4 s of one core. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, COST);
  return `$scrypt$ln=${COST.ln},r=${COST.r},p=${COST.p}$${salt.toString("base64url")}$${key.toString("base64url")}`;
}

/** Whether the password is the hashed one, in constant time. Without a hash it does the same work and says no. */
export async function matchesHash(password: string, hash: string | null): Promise<boolean> {
  const parts = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/.exec(hash ?? DECOY);
  if (!parts) throw new Error("A stored password hash is not in the $scrypt$ form.");
  const [, ln, r, p, salt = "", expected = ""] = parts;
  const wanted = Buffer.from(expected, "base64url");
  const key = await derive(password, Buffer.from(salt, "base64url"), { ln: Number(ln), r: Number(r), p: Number(p) });
  return wanted.length === key.length && timingSafeEqual(wanted, key) && hash !== null;
}

/** Five groups of four, about 99 bits, without letters that look alike: "tk4m-9xqa-…". */
export function makePassword(): string {
  const alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join("");
  return Array.from({ length: 5 }, group).join("-");
}

const DECOY = `$scrypt$ln=${COST.ln},r=${COST.r},p=${COST.p}$${"A".repeat(22)}$${"A".repeat(43)}`;

function derive(password: string, salt: Buffer, { ln, r, p }: typeof COST): Promise<Buffer> {
  const N = 2 ** ln;
  return new Promise((resolve, reject) => {
    // Unicode has several spellings of one visible password; NFKC makes them the same.
    scrypt(password.normalize("NFKC"), salt, KEY_BYTES, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
