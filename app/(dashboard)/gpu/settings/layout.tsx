import type { ReactNode } from "react";
import { pageUser } from "@/lib/http/page";

/** Refuses before anything is sent, so that the answer is a 403. The page asks too: layouts are kept while people move between pages. */
export default async function Layout({ children }: { children: ReactNode }) {
  await pageUser("view_prices");
  return children;
}
