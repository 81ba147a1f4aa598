import { createServer } from "node:net";
import { Sentence } from "./sentence.mjs";

/** Throws one sentence when something listens on the port already, or browsers open nothing on it. "localhost" means ::1 to some browsers, so both are tried. */
export async function checkPort(port, command) {
  for (const host of ["127.0.0.1", "::1", "0.0.0.0"]) {
    const code = await listenError(port, host);
    if (code === "EADDRINUSE") throw new Sentence(`Port ${port} is in use. Stop the other program or run PORT=${port + 1} ${command}.`);
    if (code === "EACCES") throw new Sentence(`Port ${port} needs more rights than this user has. Run PORT=3000 ${command}.`);
  }
  if (await isBlocked(port)) throw new Sentence(`Port ${port} is one that browsers refuse to open. Run PORT=3000 ${command}.`);
}

/** The ports that the Fetch Standard blocks for every browser (https://fetch.spec.whatwg.org/#port-blocking), which Node's own fetch knows. */
async function isBlocked(port) {
  try {
    await fetch(`http://127.0.0.1:${port}`, { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(1_000) });
    return false;
  } catch (error) {
    return error.cause?.message === "bad port";
  }
}

function listenError(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(error.code));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}
