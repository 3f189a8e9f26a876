/** Reads a small kernel file, or `undefined` where there is none (macOS, Windows, other cgroup version). */
function readKernelFile(path: string): string | undefined {
  try {
    return Deno.readTextFileSync(path).trim();
  } catch {
    return undefined;
  }
}

/**
 * How many CPUs the cgroup of this process may use, at least 1.
 *
 * A container limited to `cpu: 500m` on a 64-core node sees 64 processors in
 * `navigator.hardwareConcurrency`; only the cgroup tells its quota. Both versions of cgroups are read
 * (https://docs.kernel.org/admin-guide/cgroup-v2.html, `cpu.max`; `cpu.cfs_quota_us` in version 1).
 * A fraction is rounded up: half a CPU still runs one thread.
 *
 * @param read Reads a kernel file; a parameter so that tests can stand in for the kernel.
 * @param processors What the machine has, the upper bound.
 */
export function cpuQuota(
  read: (path: string) => string | undefined = readKernelFile,
  processors: number = navigator.hardwareConcurrency,
): number {
  const v2 = read("/sys/fs/cgroup/cpu.max")?.split(" ");
  const [quota, period] = v2 ?? [
    read("/sys/fs/cgroup/cpu/cpu.cfs_quota_us"),
    read("/sys/fs/cgroup/cpu/cpu.cfs_period_us"),
  ];
  const cpus = Number(quota) / Number(period);
  const limit = Number.isFinite(cpus) && cpus > 0 ? Math.ceil(cpus) : processors;
  return Math.max(1, Math.min(limit, processors));
}
