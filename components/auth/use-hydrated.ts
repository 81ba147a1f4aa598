import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False until the page's script listens. A form sent before that would go by the browser's own way, with a password in the address. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
