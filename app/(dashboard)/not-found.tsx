import { Page } from "@/components/layout/page";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
  return (
    <Page title="Not found">
      <EmptyState title="There is nothing at this address">It may be old or mistyped, or what it showed was deleted.</EmptyState>
    </Page>
  );
}
