"use client";

import { useEffect, useState } from "react";

const MINUTE_MS = 60_000;

/** The server's clock (epoch ms), moved on each minute: the first render is the server's own. */
export function useNow(loadedAt: number): number {
  const [elapsedMs, setElapsedMs] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setElapsedMs((before) => before + MINUTE_MS), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return loadedAt + elapsedMs;
}
