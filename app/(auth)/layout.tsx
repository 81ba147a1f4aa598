import type { ReactNode } from "react";
import { Mark } from "@/components/layout/mark";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-sm content-center gap-6 p-4 pb-24">
      <Mark />
      {children}
    </main>
  );
}
