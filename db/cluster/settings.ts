import { statfsSync } from "node:fs";

const SMALL_SHM_BYTES = 256 * 1024 * 1024;

/** Settings of the server for this product's load: a few writers that copy in bulk, a few readers that scan. */
export function serverSettings(kind: "durable" | "throwaway"): string[] {
  const settings: Record<string, string> = {
    // Connections come over the loopback address only: a socket path may exceed 107 bytes in a deep home.
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "60",
    shared_buffers: "256MB",
    effective_cache_size: "1GB",
    work_mem: "24MB",
    maintenance_work_mem: "128MB",
    random_page_cost: "1.1",
    huge_pages: "off",
    jit: "off",
    dynamic_shared_memory_type: sharedMemoryType(),
    wal_compression: "on",
    // Zeroes written ahead into each new 16 MB of the log hold up every commit meanwhile, some 50 ms.
    wal_init_zero: "off",
    max_wal_size: "2GB",
    checkpoint_timeout: "15min",
    timezone: "UTC",
    log_timezone: "UTC",
    log_line_prefix: "%m [%p] ",
    lc_messages: "C",
    cluster_name: "permille",
    ...(kind === "throwaway" && {
      max_connections: "100",
      shared_buffers: "64MB",
      fsync: "off",
      synchronous_commit: "off",
      full_page_writes: "off",
      wal_level: "minimal",
      max_wal_senders: "0",
    }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/** Containers often have 64 MB of /dev/shm, which one parallel hash join fills; files in the data folder serve there. */
function sharedMemoryType(): string {
  if (process.platform !== "linux") return "posix";
  try {
    const { bsize, bavail } = statfsSync("/dev/shm");
    return bsize * bavail < SMALL_SHM_BYTES ? "mmap" : "posix";
  } catch {
    return "mmap";
  }
}
