import { checkHealth } from "@/lib/http/health";

export const dynamic = "force-dynamic";

export const GET = (): Promise<Response> => checkHealth();
