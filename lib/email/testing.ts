import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export interface ReceivedMail {
  from: string;
  to: string[];
  messageId: string;
  raw: string;
}

export interface TestMailServer {
  /** smtp://127.0.0.1:<port> */
  url: string;
  port: number;
  mails: ReceivedMail[];
  /** Connections that were ever opened. */
  connections(): number;
  stop(): Promise<void>;
}

export interface MailServerBehavior {
  port?: number;
  /** SMTP code to answer to an address with; null accepts. */
  refuse?: (address: string) => number | null;
  /** Encrypted from the first byte (tls) or on demand (starttls), with a certificate that nobody trusts. Default: never. */
  security?: "none" | "starttls" | "tls";
  /** Takes mail only after this login. */
  login?: { user: string; password: string };
  /** Takes the mail and breaks the connection in place of the answer, this many times. */
  hangUps?: number;
}

/** A real SMTP server that keeps what it takes. */
export async function startMailServer({
  port = 0,
  refuse = () => null,
  hangUps = 0,
  security = "none",
  login,
}: MailServerBehavior = {}): Promise<TestMailServer> {
  const mails: ReceivedMail[] = [];
  let left = hangUps;
  let connections = 0;
  const server = new SMTPServer({
    onConnect(_session, done) {
      connections += 1;
      done();
    },
    secure: security === "tls",
    authOptional: !login,
    allowInsecureAuth: true,
    disabledCommands: [...(security === "starttls" ? [] : ["STARTTLS"]), ...(login ? [] : ["AUTH"])],
    onAuth({ username, password }, _session, done) {
      const knows = username === login?.user && password === login?.password;
      done(knows ? null : Object.assign(new Error("who are you"), { responseCode: 535 }), knows ? { user: username } : undefined);
    },
    onRcptTo({ address }, _session, done) {
      const code = refuse(address);
      done(code == null ? null : Object.assign(new Error("refused by the test"), { responseCode: code }));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const raw = Buffer.concat(chunks).toString("utf8");
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map(({ address }) => address),
          messageId: /^Message-ID:\s*(\S+)/im.exec(raw)?.[1] ?? "",
          raw,
        });
        if (left > 0) {
          left -= 1;
          for (const connection of server.connections) connection.close();
        } else done();
      });
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const bound = (server.server.address() as AddressInfo).port;
  return {
    url: `smtp://127.0.0.1:${bound}`,
    port: bound,
    mails,
    connections: () => connections,
    stop: () => {
      // Senders keep connections open between mails.
      for (const connection of server.connections) connection.close();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
