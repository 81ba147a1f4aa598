import { Skeleton } from "../ui/skeleton";

/** A page while its data is on the way: header, then panels of these heights in px. */
export function PageSkeleton({ heights }: { heights: readonly number[] }) {
  return (
    <div role="status" aria-label="Loading">
      <div className="h-14 border-b" />
      <div className="mx-auto grid max-w-[1440px] gap-4 p-4 md:p-6">
        {heights.map((height, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes.
          <div key={index} style={{ height }}>
            <Skeleton className="h-full rounded-lg border bg-card" />
          </div>
        ))}
      </div>
    </div>
  );
}
