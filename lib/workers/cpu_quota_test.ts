import assert from "node:assert/strict";
import { cpuQuota } from "./cpu_quota.ts";

const kernel = (files: Record<string, string>) => (path: string) => files[path];

Deno.test("cpuQuota() rounds a cgroup v2 quota of half a CPU up to one", () => {
  assert.equal(cpuQuota(kernel({ "/sys/fs/cgroup/cpu.max": "50000 100000" }), 64), 1);
});

Deno.test("cpuQuota() reads a cgroup v1 quota", () => {
  const read = kernel({
    "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "350000",
    "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000",
  });
  assert.equal(cpuQuota(read, 64), 4);
});

Deno.test("cpuQuota() is the number of processors where no quota is set", () => {
  assert.equal(cpuQuota(kernel({ "/sys/fs/cgroup/cpu.max": "max 100000" }), 6), 6);
  assert.equal(cpuQuota(kernel({ "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1" }), 6), 6);
  assert.equal(cpuQuota(kernel({}), 6), 6);
});

Deno.test("cpuQuota() never exceeds the machine", () => {
  assert.equal(cpuQuota(kernel({ "/sys/fs/cgroup/cpu.max": "800000 100000" }), 2), 2);
});
