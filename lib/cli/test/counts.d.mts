export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}
export function readVitest(path: string): Counts | null;
export function readPlaywright(path: string): Counts | null;
