import { createServer } from "node:net";
import { Sentence } from "./sentence.mjs";

/** Throws one sentence when something listens on the port already. "localhost" means ::1 to some browsers, so both are tried. */
export async function checkPort(port, command) {
  for (const host of ["127.0.0.1", "::1", "0.0.0.0"]) {
    const code = await listenError(port, host);
    if (code === "EADDRINUSE") throw new Sentence(`Port ${port} is in use. Stop the other program or run PORT=${port + 1} ${command}.`);
    if (code === "EACCES") throw new Sentence(`Port ${port} needs more rights than this user has. Run PORT=3000 ${command}.`);
  }
}

function listenError(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(error.code));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}
