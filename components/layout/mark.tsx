/** The sign ‰ and the name. */
export function Mark() {
  return (
    <span className="inline-flex items-center gap-2 font-semibold text-base tracking-tight">
      <svg viewBox="0 0 32 32" className="size-6" aria-hidden focusable="false">
        <rect width="32" height="32" rx="7" className="fill-primary" />
        <g fill="none" className="stroke-primary-foreground" strokeWidth="2.4" strokeLinecap="round">
          <path d="M18.5 6 9 26" />
          <circle cx="8.6" cy="10.4" r="3.1" />
          <circle cx="16.4" cy="21.6" r="3.1" />
          <circle cx="25" cy="21.6" r="3.1" />
        </g>
      </svg>
      Permille
    </span>
  );
}
