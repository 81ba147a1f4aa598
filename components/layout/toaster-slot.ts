import { type ComponentType, useSyncExternalStore } from "react";

let toaster: ComponentType | null = null;
const listeners = new Set<() => void>();

/** What shows toasts, from the first page on that has some to show. */
export function fillToasterSlot(component: ComponentType): void {
  toaster = component;
  for (const listener of listeners) listener();
}

/** Null on pages that never toast, as long as none that does was open. */
export function useToaster(): ComponentType | null {
  return useSyncExternalStore(
    listen,
    () => toaster,
    () => null,
  );
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
