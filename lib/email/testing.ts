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
  stop(): Promise<void>;
}

export interface MailServerBehavior {
  port?: number;
  /** SMTP code to answer to an address with; null accepts. */
  refuse?: (address: string) => number | null;
  /** Takes the mail and breaks the connection in place of the answer, this many times. */
  hangUps?: number;
}

/** A real SMTP server that keeps what it takes. */
export async function startMailServer({ port = 0, refuse = () => null, hangUps = 0 }: MailServerBehavior = {}): Promise<TestMailServer> {
  const mails: ReceivedMail[] = [];
  let left = hangUps;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
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
    stop: () => {
      // Senders keep connections open between mails.
      for (const connection of server.connections) connection.close();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
