import { cpus } from "node:os";

/** What a machine has in use, by MLflow's names (mlflow/system_metrics/metrics/cpu_monitor.py). */
export interface SystemUsage {
  cpu_utilization_percentage: number;
  system_memory_usage_megabytes: number;
  system_memory_usage_percentage: number;
}

/**
 * Measures the machine's CPUs and memory; a container's is that of its node, as with MLflow. Each call gives
 * the use of the CPUs since the one before.
 *
 * Needs the permissions `--allow-sys=cpus,systemMemoryInfo`.
 */
export function systemMeter(): () => SystemUsage {
  let before = cpuTimes();
  Deno.systemMemoryInfo(); // what is not permitted fails here, not later
  return () => {
    const now = cpuTimes();
    const busy = now.busy - before.busy;
    const total = now.total - before.total;
    before = now;
    const memory = Deno.systemMemoryInfo();
    const used = memory.total - memory.available;
    return {
      cpu_utilization_percentage: total > 0 ? rounded(100 * busy / total) : 0,
      system_memory_usage_megabytes: rounded(used / 1e6),
      system_memory_usage_percentage: rounded(100 * used / memory.total),
    };
  };
}

/** Of all CPUs together, in ms since the machine's start. */
function cpuTimes(): { busy: number; total: number } {
  const times = cpus().map(({ times }) => times);
  const idle = times.reduce((sum, time) => sum + time.idle, 0);
  const busy = times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, 0);
  return { busy, total: busy + idle };
}

/** To one decimal, as MLflow does. */
function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
