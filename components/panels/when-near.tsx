"use client";

import { type ComponentType, useEffect, useRef } from "react";
import { useOnDemand } from "../layout/use-on-demand";

const SIGNS_OF_LIFE = ["pointermove", "touchstart", "keydown", "scroll"] as const;

/**
 * A part far down a page: its code comes as soon as somebody moves, types or scrolls, or it is near the window, so that it does not hold up what is seen first.
 * `height` is about its own, px; `load` must be the same function each time.
 */
export function WhenNear({ load, height }: { load: () => Promise<ComponentType>; height: number }) {
  const { Component, prepare } = useOnDemand(load);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (Component || !place.current) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && prepare(), { rootMargin: "400px" });
    observer.observe(place.current);
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, prepare, { passive: true });
    return () => {
      observer.disconnect();
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, prepare);
    };
  }, [Component, prepare]);
  if (Component) return <Component />;
  return <div ref={place} aria-hidden className="rounded-lg border bg-card" style={{ height }} />;
}
