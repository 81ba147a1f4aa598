import { type ComponentType, useCallback, useState } from "react";

/**
 * A component whose code comes when somebody is about to need it: null until `prepare` has brought it. Where it can't be had (the server is gone), the page
 * stays as it is and the next `prepare` tries again. `load` must be the same function each time.
 */
export function useOnDemand<Props>(load: () => Promise<ComponentType<Props>>): {
  Component: ComponentType<Props> | null;
  prepare: () => void;
} {
  const [Component, setComponent] = useState<ComponentType<Props> | null>(null);
  const prepare = useCallback(() => {
    load().then(
      (loaded) => setComponent(() => loaded),
      () => {},
    );
  }, [load]);
  return { Component, prepare };
}
