import { PageSkeleton } from "@/components/layout/page-skeleton";

export default function Loading() {
  return <PageSkeleton heights={[136, 80, 360, 400]} />;
}
