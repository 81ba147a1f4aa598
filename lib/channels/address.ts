import { BlockList, isIP, isIPv4 } from "node:net";
import { AppError } from "../errors";

/** Networks that only this machine or its neighbours can mean (IANA special-purpose registries, read 2026-11-22). */
const closed = new BlockList();
for (const network of [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
]) {
  const [base = "", prefix] = network.split("/");
  closed.addSubnet(base, Number(prefix), "ipv4");
}
/** What IPv6 routes to the world (2000::/3), less what stands for an IPv4 address or is for documents. */
const open6 = new BlockList();
open6.addSubnet("2000::", 3, "ipv6");
const closed6 = new BlockList();
for (const network of ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]) {
  const [base = "", prefix] = network.split("/");
  closed6.addSubnet(base, Number(prefix), "ipv6");
}

/** An address of this machine, of a network of its own, or of nobody. IPv6 that stands for IPv4 counts as such, whatever it stands for. */
export function isPrivateAddress(address: string): boolean {
  if (isIPv4(address)) return closed.check(address, "ipv4");
  return !open6.check(address, "ipv6") || closed6.check(address, "ipv6");
}

/** The parsed address. Throws `invalid` for one that a webhook may not go to, as far as its text tells: where its name leads is checked with each call. */
export function checkUrl(text: string, { allowPrivate }: { allowPrivate: boolean }): URL {
  const url = new URL(text);
  if (url.username || url.password) throw new AppError("invalid", "Leave user name and password out of the address.");
  if (allowPrivate) return url;
  if (url.protocol !== "https:")
    throw new AppError("invalid", "The address must start with https://, so that nobody on the way reads along.");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (host === "localhost" || host.endsWith(".localhost") || (isIP(host) !== 0 && isPrivateAddress(host)))
    throw new AppError(
      "invalid",
      "This address belongs to a private network. An operator can allow such addresses with PERMILLE_ALLOW_PRIVATE_WEBHOOKS=1.",
    );
  return url;
}
