"use client";

import { Toaster } from "sonner";
import { fillToasterSlot } from "./toaster-slot";

/** Import it from here: the toaster then comes with the pages that toast, whole, so that it can say even that the server is gone. */
export { toast } from "sonner";

function Toasts() {
  return (
    <Toaster
      position="bottom-right"
      toastOptions={{
        style: {
          background: "var(--popover)",
          color: "var(--foreground)",
          border: "1px solid var(--border)",
          boxShadow: "none",
          fontFamily: "inherit",
        },
      }}
    />
  );
}

if (typeof window !== "undefined") fillToasterSlot(Toasts);
