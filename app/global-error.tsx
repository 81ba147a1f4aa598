"use client";

import { Failure } from "@/components/layout/failure";
import "./globals.css";

export default function GlobalError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <Failure {...props} />
      </body>
    </html>
  );
}
