/** "2", "99+": as far as open alerts are counted. */
export const badgeText = (open: number): string => (open >= 100 ? "99+" : String(open));
