export function step<T>(label: string, work: (detail: (text: string) => void) => Promise<T>, out?: NodeJS.WriteStream): Promise<T>;
