"use client";

import { useCallback, useEffect, useRef } from "react";
import { call } from "../../lib/http/client";

const SEEN_MS = 1000;
const SEND_MS = 500;

/**
 * Marks notes as read that were on the screen for a second. Give the returned function each unread row with the ids of its events. The mark stays until the
 * list is read anew, so that people see what is new while it already counts as read.
 */
export function useSeen(): (events: readonly string[]) => (row: HTMLElement | null) => (() => void) | undefined {
  const seen = useRef(new Set<string>());
  const waiting = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const send = useCallback(() => {
    const events = [...waiting.current];
    waiting.current.clear();
    // Where it fails they stay unread, and are sent with the next visit.
    if (events.length > 0) call("readInbox", { events }).catch(() => {});
  }, []);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      send();
    },
    [send],
  );

  return useCallback(
    (events: readonly string[]) => (row: HTMLElement | null) => {
      if (!row || events.every((event) => seen.current.has(event))) return;
      let look: ReturnType<typeof setTimeout> | undefined;
      const observer = new IntersectionObserver(
        ([entry]) => {
          clearTimeout(look);
          if (!entry?.isIntersecting) return;
          look = setTimeout(() => {
            observer.disconnect();
            for (const event of events) {
              seen.current.add(event);
              waiting.current.add(event);
            }
            clearTimeout(timer.current);
            timer.current = setTimeout(send, SEND_MS);
          }, SEEN_MS);
        },
        { threshold: 0.5 },
      );
      observer.observe(row);
      return () => {
        clearTimeout(look);
        observer.disconnect();
      };
    },
    [send],
  );
}
