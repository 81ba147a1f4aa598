"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { call } from "../../lib/http/client";
import { type SentFile, sendFile } from "./send-file";

export interface Upload {
  key: number;
  file: File;
  source: string | null;
  force: boolean;
  /** Share of the file that has gone out, 0 to 1. */
  sent: number;
  /** Records read so far, while the server works. */
  read: number | null;
  result: SentFile | null;
  started: boolean;
}

const POLL_MS = 700;

/** Files on their way, one after the other: the server merges one at a time, and the order of the list is the order of the results. */
export function useUploads() {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const queries = useQueryClient();
  const nextKey = useRef(1);
  const working = useRef(false);
  const change = (key: number, part: Partial<Upload>) =>
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const next = uploads.find((one) => !one.started);

  useEffect(() => {
    if (!next || working.current) return;
    working.current = true;
    const { key, file, source, force } = next;
    change(key, { started: true });
    const poll = setInterval(() => {
      void call("listRuns", { limit: 5 })
        .then(({ runs }) => {
          const run = runs.find((one) => one.state === "running" && one.origin === "upload" && one.file === file.name);
          if (run) change(key, { read: run.read });
        })
        .catch(() => {});
    }, POLL_MS);
    void sendFile(file, { source, force, onSent: (sent) => change(key, { sent }) }).then((result) => {
      clearInterval(poll);
      working.current = false;
      change(key, { result, sent: 1 });
      void queries.invalidateQueries();
    });
  });

  return {
    uploads,
    add: (files: readonly File[], source: string | null) =>
      setUploads((all) => [
        ...all,
        ...files.map((file) => ({ key: nextKey.current++, file, source, force: false, sent: 0, read: null, result: null, started: false })),
      ]),
    /** The same file once more, as that source, or though its records sit in another one. */
    again: (key: number, part: { source?: string | null; force?: boolean }) =>
      change(key, { ...part, sent: 0, read: null, result: null, started: false }),
    remove: (key: number) => setUploads((all) => all.filter((one) => one.key !== key)),
  };
}
