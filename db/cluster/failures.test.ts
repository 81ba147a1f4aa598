import { describe, expect, test } from "vitest";
import { explainFailure } from "./failures";

const place = { dataFolder: "/srv/permille/pg18", logFile: "/srv/permille/postgres.log" };

describe("explainFailure says what to do about", () => {
  test.each([
    [
      "a full disk",
      'FATAL:  could not write lock file "postmaster.pid": No space left on device',
      "The disk of /srv/permille/pg18 is full",
    ],
    ["too little shared memory", "FATAL:  could not map anonymous shared memory: Cannot allocate memory", "too little shared memory"],
    ["another major version", "FATAL:  database files are incompatible with server", "was made by another PostgreSQL version"],
    [
      "a folder of another owner",
      'FATAL:  data directory "/srv/permille/pg18" has wrong ownership',
      "can't be read by the user who runs the database",
    ],
    ["a folder open to others", 'FATAL:  data directory "/srv/permille/pg18" has invalid permissions', "chmod 700 /srv/permille/pg18"],
    ["damaged files", "PANIC:  could not locate a valid checkpoint record at 0/1A76B60", "is damaged: restore a backup"],
    [
      "anything else",
      "FATAL:  something new happened",
      "PostgreSQL did not start (something new happened); details are in /srv/permille/postgres.log",
    ],
    ["silence", "", "PostgreSQL did not start (no reason given)"],
  ])("%s", (_what, output, sentence) => {
    const failure = explainFailure(output, place);
    expect("error" in failure && failure.error.message).toContain(sentence);
    expect("error" in failure && failure.error.code).toBe("unavailable");
  });

  test("a taken port and a server that is still going down are tried again", () => {
    expect(explainFailure('LOG:  could not bind IPv4 address "127.0.0.1": Address already in use', place)).toEqual({ retry: "port" });
    expect(explainFailure("FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use", place)).toEqual({ retry: "wait" });
  });
});
