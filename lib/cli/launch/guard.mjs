// Loaded into the web and worker processes: when the launcher is gone, kill -9 included, its channel closes and they end too.
// A process that one of these forks has a channel too, but not to the launcher.
if (process.channel && process.env.PERMILLE_LAUNCHER === String(process.ppid)) {
  process.channel.unref();
  process.once("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.exit(1), 10_000).unref();
  });
}
