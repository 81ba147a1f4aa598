"use client";

import { Button } from "../ui/button";

/** What stands in place of a page that failed: what is safe, what to do, and the number that the log knows it by. */
export function Failure({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="grid min-h-[60dvh] place-content-center justify-items-center gap-3 p-6 text-center" role="alert">
      <h1 className="font-semibold text-lg">This page could not be made</h1>
      <p className="max-w-96 text-muted-foreground text-sm">
        The data is safe. Try again; if it stays, the server's log says why{error.digest ? ` (digest ${error.digest})` : ""}.
      </p>
      <Button variant="primary" onClick={reset}>
        Try again
      </Button>
    </main>
  );
}
