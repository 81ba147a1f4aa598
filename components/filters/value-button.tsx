import { cn } from "../ui/cn";

interface ValueButtonProps {
  label: string;
  /** Said on hover; the label where left out. */
  title?: string;
  /** The page is filtered to it. */
  set: boolean;
  /** The calls carry no value. */
  missing: boolean;
  onPick: () => void;
}

/** A value of a dimension in a row: filters the page to it, and again takes the filter off. A long one takes a second line rather than be cut: its column needs a least width. */
export function ValueButton({ label, title = label, set, missing, onPick }: ValueButtonProps) {
  return (
    <button
      type="button"
      className={cn(
        "line-clamp-3 max-w-full whitespace-normal break-words rounded-sm text-left hover:text-primary hover:underline",
        set && "font-medium text-primary",
        missing && "text-muted-foreground",
      )}
      title={title}
      aria-pressed={set}
      onClick={onPick}
    >
      {label}
    </button>
  );
}
