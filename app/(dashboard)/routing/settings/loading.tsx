import { PageSkeleton } from "@/components/layout/page-skeleton";

export default function Loading() {
  return <PageSkeleton heights={[44, 360, 240, 320]} />;
}
