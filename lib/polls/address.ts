import { BlockList, isIP, isIPv4 } from "node:net";
import { AppError } from "../errors";

/**
 * Exporters and Prometheus stand in private networks and on this machine, so these are open to who may manage sources. Closed is what only answers to a
 * machine itself: addresses at which clouds hand out a machine's credentials, and those that mean nobody or everybody.
 */
const refused = new BlockList();
for (const [base, prefix] of [
  ["0.0.0.0", 8],
  /* Link-local, with 169.254.169.254 and 169.254.170.2 */
  ["169.254.0.0", 16],
  /* Alibaba, Oracle and Azure have theirs elsewhere. */
  ["100.100.100.200", 32],
  ["192.0.0.192", 32],
  ["168.63.129.16", 32],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const)
  refused.addSubnet(base, prefix, "ipv4");
for (const [base, prefix] of [
  ["::", 128],
  ["fe80::", 10],
  ["ff00::", 8],
  ["fd00:ec2::", 32],
  /* The same through NAT64 and 6to4. */
  ["64:ff9b::a9fe:0", 112],
  ["2002:a9fe::", 32],
] as const)
  refused.addSubnet(base, prefix, "ipv6");

/** IPv6 that stands for an IPv4 address counts as that. */
export const isRefused = (address: string): boolean => refused.check(address, isIPv4(address) ? "ipv4" : "ipv6");

export const REFUSED = "This address belongs to a machine's own metadata or to no machine; Permille reads exporters and Prometheus only.";

/** The parsed address, without what would be forgotten anyway. Throws `invalid`. Where its name leads is checked with each connection. */
export function pollAddress(text: string): URL {
  const url = new URL(text);
  if (url.username || url.password) throw new AppError("invalid", "Leave user name and password out of the address; give a token instead.");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && isRefused(host)) throw new AppError("invalid", REFUSED);
  url.hash = "";
  return url;
}

/** What the addresses of a Prometheus begin with, from what people copy out of their browser: without /graph, /api/v1/… and the slash at the end. */
export function prometheusBase(text: string): URL {
  const url = pollAddress(text);
  url.search = "";
  url.pathname = url.pathname.replace(/\/(api\/v1(\/.*)?|graph|query|targets)?\/*$/, "").replace(/\/+$/, "");
  return url;
}
