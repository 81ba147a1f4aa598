"use client";

import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useState } from "react";
import { errorCode } from "../../lib/errors";
import { useToaster } from "./toaster-slot";

/** A session that ended meanwhile (signed out elsewhere, password reset) leads to sign-in and back, instead of to panels that can't load. */
function signInAnew(error: Error): void {
  if (errorCode(error) !== "unauthorized") return;
  const { pathname, search } = window.location;
  window.location.assign(`/sign-in?next=${encodeURIComponent(`${pathname}${search}`)}`);
}

/** What pages after sign-in need around them: queries, URL state, toasts. */
export function Providers({ children }: { children: ReactNode }) {
  const [queries] = useState(
    () =>
      new QueryClient({
        queryCache: new QueryCache({ onError: signInAnew }),
        defaultOptions: {
          queries: {
            staleTime: 60_000,
            // Only what may pass by itself is worth a second try.
            retry: (failures, error) => failures < 2 && ["unavailable", "internal"].includes(errorCode(error)),
          },
        },
      }),
  );
  const Toasts = useToaster();
  return (
    <NuqsAdapter>
      <QueryClientProvider client={queries}>
        {children}
        {Toasts ? <Toasts /> : null}
      </QueryClientProvider>
    </NuqsAdapter>
  );
}
