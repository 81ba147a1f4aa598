import type { ReactNode } from "react";
import type { InstanceInfo } from "../../lib/settings/instance-info";
import { Badge } from "../ui/badge";
import { Card, CardContent, CardHeader, CardTitle } from "../ui/card";
import { ChangeZone } from "./change-zone";

/** What holds for the whole company, and whether mail goes out. */
export function InstancePanel({ instance }: { instance: InstanceInfo }) {
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Card>
        <CardHeader>
          <CardTitle>Reporting</CardTitle>
        </CardHeader>
        <CardContent>
          <dl className="grid gap-3">
            <Row label="Time zone" note="Days, weeks and months start here, on every page, in every export and mail.">
              <span className="flex flex-wrap items-center gap-2">
                {instance.zone}
                <ChangeZone zone={instance.zone} />
              </span>
            </Row>
            <Row label="Currency" note="What providers charge in another currency is shown apart, never converted silently.">
              USD
            </Row>
            <Row label="Address" note="What links in mails point to. Set PERMILLE_URL to change it.">
              {instance.url}
            </Row>
          </dl>
        </CardContent>
      </Card>
      <Card>
        <CardHeader>
          <CardTitle>Mail</CardTitle>
          {instance.mail ? <Badge variant="success">Set up</Badge> : <Badge variant="warning">Not set up</Badge>}
        </CardHeader>
        <CardContent>
          {instance.mail ? (
            <dl className="grid gap-3">
              <Row label="Server">{instance.mail.server}</Row>
              <Row label="From">{instance.mail.from}</Row>
            </dl>
          ) : (
            <p className="text-muted-foreground text-sm">
              Alerts are written and kept in the Outbox, but nothing is sent. An admin can enter a mail server under Mail, or start Permille
              with <code className="font-mono text-foreground text-xs">SMTP_URL</code> and{" "}
              <code className="font-mono text-foreground text-xs">MAIL_FROM</code>.
            </p>
          )}
        </CardContent>
      </Card>
    </div>
  );
}

function Row({ label, note, children }: { label: string; note?: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 sm:grid-cols-[112px_1fr]">
      <dt className="text-muted-foreground text-sm">{label}</dt>
      <dd className="min-w-0 break-words text-sm">
        {children}
        {note ? <span className="block text-muted-foreground text-xs">{note}</span> : null}
      </dd>
    </div>
  );
}
