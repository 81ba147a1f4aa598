export function checkPort(port: number, command: string): Promise<void>;
