import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "@/components/layout/providers";
import { Shell } from "@/components/layout/shell";
import { parseTheme, THEME_COOKIE } from "@/components/layout/theme";
import { countOpenEvents } from "@/lib/alerts";
import { database } from "@/lib/http/database";
import { pageUser } from "@/lib/http/page";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const [user, openAlerts, jar] = await Promise.all([pageUser(), countOpenEvents(database(), new Date()), cookies()]);
  const theme = parseTheme(jar.get(THEME_COOKIE)?.value);
  return (
    <Providers>
      <Shell user={user} theme={theme} outbox openAlerts={openAlerts}>
        {children}
      </Shell>
    </Providers>
  );
}
