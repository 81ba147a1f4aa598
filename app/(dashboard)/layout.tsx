import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "@/components/layout/providers";
import { Shell } from "@/components/layout/shell";
import { parseTheme, THEME_COOKIE } from "@/components/layout/theme";
import { pageUser } from "@/lib/http/page";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const user = await pageUser();
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <Providers>
      <Shell user={user} theme={theme} outbox>
        {children}
      </Shell>
    </Providers>
  );
}
