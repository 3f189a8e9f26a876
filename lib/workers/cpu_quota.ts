/**
 * How many CPUs this process may keep busy, at least 1.
 *
 * A container limited to `cpu: 2` on a 64-core node may use two. Deno takes its number from Rust's
 * `available_parallelism` (https://doc.rust-lang.org/std/thread/fn.available_parallelism.html), which heeds
 * the cgroup's quota (both versions, rounded down) and the process's affinity. It must come from there:
 * Deno lets no program read /sys/fs/cgroup itself unless it has all permissions.
 */
export function cpuQuota(): number {
  return navigator.hardwareConcurrency;
}
