import { Page } from "@/components/layout/page";
import { EmptyState } from "@/components/ui/empty-state";

export default function Forbidden() {
  return (
    <Page title="Not permitted">
      <EmptyState title="Your role can't see this page">An admin can give you another role under Settings, Users.</EmptyState>
    </Page>
  );
}
