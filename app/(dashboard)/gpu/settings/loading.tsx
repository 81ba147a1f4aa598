import { PageSkeleton } from "@/components/layout/page-skeleton";

export default function Loading() {
  return <PageSkeleton heights={[36, 320, 320, 280]} />;
}
