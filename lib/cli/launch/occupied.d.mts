export type Mode = "start" | "demo" | "dev";
export function commandOf(mode: Mode): string;
export function homeOf(mode: Mode, env?: Record<string, string | undefined>): string;
export function checkFree(mode: Mode, env?: Record<string, string | undefined>): Promise<void>;
export function runningInstance(home: string): { pid: number; url: string } | null;
export function processStart(pid: number): string | null;
