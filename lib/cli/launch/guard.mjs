// Loaded into the web and worker processes: when the launcher is gone, kill -9 included, its channel closes and they end too.
if (process.channel) {
  process.channel.unref();
  process.once("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.exit(1), 10_000).unref();
  });
}
