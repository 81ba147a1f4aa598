import { PageSkeleton } from "@/components/layout/page-skeleton";

export default function Loading() {
  return <PageSkeleton heights={[36, 136, 80, 400, 320]} />;
}
