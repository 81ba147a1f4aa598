import { describe, expect, test } from "vitest";
import { sendFailure } from "./send-failure";

const smtp = (responseCode: number, command: string, code = "EENVELOPE") =>
  Object.assign(new Error("refused"), { code, command, responseCode, response: `${responseCode} said so` });

describe("what a failed hand-over means", () => {
  test.each([
    [
      "no connection: try later, and so would every other mail",
      Object.assign(new Error("connect ECONNREFUSED"), { code: "ESOCKET", command: "CONN" }),
      false,
      "later",
      true,
    ],
    [
      "a connection that broke after the whole mail went out: uncertain",
      Object.assign(new Error("Connection closed unexpectedly"), { code: "ECONNECTION", command: "CONN" }),
      true,
      "uncertain",
      true,
    ],
    ["550 to the address: never", smtp(550, "RCPT TO"), false, "never", false],
    ["451 to the address: try this one later", smtp(451, "RCPT TO"), false, "later", false],
    ["554 to the mail: never", smtp(554, "DATA", "EMESSAGE"), true, "never", false],
    ["452 to the mail: later, since an answer came", smtp(452, "DATA", "EMESSAGE"), true, "later", true],
    ["535 to the password: later, it is ours to correct", smtp(535, "AUTH PLAIN", "EAUTH"), false, "later", true],
    ["553 to the sender: later, it is ours to correct", smtp(553, "MAIL FROM"), false, "later", true],
    ["421 at the door: later", smtp(421, "CONN", "EPROTOCOL"), false, "later", true],
  ] as const)("%s", (_, error, handedOver, kind, server) => expect(sendFailure(error, handedOver)).toMatchObject({ kind, server }));
});
