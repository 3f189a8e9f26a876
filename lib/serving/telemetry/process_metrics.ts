import process from "node:process";
import { Counter, Gauge, type Registry } from "prom-client";

/**
 * What the process uses, by Prometheus' usual names. Not by prom-client's own collector: that reads /proc,
 * which Deno lets no program do unless it has all permissions, and would tell of 0 bytes of memory.
 */
export function registerProcessMetrics(registry: Registry): void {
  const registers = [registry];
  let toldSeconds = 0;
  new Counter({
    name: "process_cpu_seconds_total",
    help: "CPU time of all threads.",
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      const seconds = (user + system) / 1e6;
      this.inc(Math.max(0, seconds - toldSeconds));
      toldSeconds = seconds;
    },
  });
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  gauge("process_resident_memory_bytes", "Resident memory.", () => Deno.memoryUsage().rss);
  gauge("process_heap_bytes", "Heap of the main thread.", () => Deno.memoryUsage().heapUsed);
  const startedMs = performance.timeOrigin;
  gauge("process_start_time_seconds", "Start since 1970.", () => startedMs / 1000);
}
