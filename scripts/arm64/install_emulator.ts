import { join } from "node:path";
import { cpuQuota } from "../../lib/workers/cpu_quota.ts";
import { cacheDir } from "../../lib/storage/cache_dir.ts";
import { makeOnce } from "../../lib/storage/make_once.ts";
import { armCpuInfo } from "./arm_cpu.ts";
import { runProgram } from "./run_program.ts";

/** Debian's: the emulator, and the libraries that Deno and onnxruntime link to. */
const DEBIAN_PACKAGES = [
  "qemu-user-static",
  "libc6-arm64-cross",
  "libgcc-s1-arm64-cross",
  "libstdc++6-arm64-cross",
];

/** This version of Deno, built for ARM64. */
const DENO_PACKAGE = "@deno/linux-arm64-glibc";

/** What runs programs of ARM64 here. */
export interface Emulator {
  qemu: string;
  /** Root of the file system that ARM64's programs see before the machine's own. */
  sysroot: string;
  deno: string;
}

/**
 * Installs QEMU, ARM64's libraries and ARM64's Deno in the cache folder (460 MB), without root. Needs the
 * package sources of a Debian or Ubuntu, and npm's registry.
 *
 * @throws {Error} if this is no such machine, or a package cannot be had.
 */
export async function installEmulator(): Promise<Emulator> {
  const folder = join(cacheDir(), `arm64-${Deno.version.deno}`);
  await makeOnce(folder, async () => {
    await installDebianPackages(folder);
    await installDeno(folder);
  });
  const sysroot = join(folder, "debian", "usr", "aarch64-linux-gnu");
  await Deno.mkdir(join(sysroot, "proc"), { recursive: true });
  await Deno.writeTextFile(join(sysroot, "proc", "cpuinfo"), armCpuInfo(cpuQuota()));
  return {
    qemu: join(folder, "debian", "usr", "bin", "qemu-aarch64-static"),
    sysroot,
    deno: join(folder, "node_modules", DENO_PACKAGE, "deno"),
  };
}

/** With lists of its own: a container's are often empty, and only root may update the machine's. */
async function installDebianPackages(folder: string): Promise<void> {
  for (const part of ["lists", "archives"]) {
    await Deno.mkdir(join(folder, "apt", part, "partial"), { recursive: true });
  }
  const apt = join(folder, "apt");
  const settings = ["-q", "-o", `Dir::State=${apt}`, "-o", `Dir::Cache=${apt}`] as const;
  try {
    await runProgram(["apt-get", ...settings, "update"]);
    await runProgram(["apt-get", ...settings, "download", ...DEBIAN_PACKAGES], { cwd: apt });
    for (const { name } of [...Deno.readDirSync(apt)].filter(({ name }) => name.endsWith(".deb"))) {
      await runProgram(["dpkg-deb", "--extract", join(apt, name), join(folder, "debian")]);
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : cause;
    throw new Error(
      `Wanted ${DEBIAN_PACKAGES.join(", ")} from a Debian's or Ubuntu's package sources; ` +
        `got: ${why}. Run this on such a machine or in such a container`,
      { cause },
    );
  }
  await Deno.remove(apt, { recursive: true });
}

async function installDeno(folder: string): Promise<void> {
  await Deno.writeTextFile(join(folder, "deno.json"), '{ "nodeModulesDir": "auto" }\n');
  await runProgram(
    [Deno.execPath(), "add", "--quiet", `npm:${DENO_PACKAGE}@${Deno.version.deno}`],
    { cwd: folder },
  );
}
