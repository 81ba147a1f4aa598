import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False until the page's script listens. What is sent or chosen before that goes the browser's own way or is lost, so its control waits. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
