import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { ONNXRUNTIME_VERSION } from "../../lib/onnx/onnxruntime_version.ts";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

/** Packages as npm installs them, each in a folder of its own: `name@version`, "/" written as "+". */
const PACKAGES = join(PROJECT, "node_modules", ".deno");

const Lock = z.object({
  npm: z.record(z.string(), z.object({ cpu: z.array(z.string()).optional() })),
});

async function lockedPackages() {
  const text = await Deno.readTextFile(join(PROJECT, "deno.lock"));
  return Object.entries(Lock.parse(JSON.parse(text)).npm);
}

/** Names of npm's platforms, https://nodejs.org/api/process.html#processplatform and `process.arch`. */
const FOR_X64 = /\blinux-(x64|x86_64|amd64)\b/;

Deno.test("Every locked package that is built for x64 has its sibling for ARM64 in the lock", async () => {
  const packages = await lockedPackages();
  const names = packages.map(([name]) => name);
  const wanted = names.filter((name) => FOR_X64.test(name))
    .map((name) => name.replace(FOR_X64, "linux-arm64"));
  assert.deepEqual(wanted.filter((name) => !names.includes(name)), []);
  const onlyElsewhere = packages
    .filter(([name, { cpu }]) => cpu && !cpu.includes("arm64") && !/-(x64|ia32|arm)\b/.test(name));
  assert.deepEqual(onlyElsewhere, []);
});

Deno.test("Every binary in the installed packages that Linux on x64 loads is there for ARM64", async () => {
  const binaries = [...walk(PACKAGES)].filter((path) => /\.(node|so(\.\d+)*)$/.test(path));
  const onX64 = binaries.filter((path) =>
    /[/-]x64\b/.test(path) && !/\b(win32|darwin)\b/.test(path)
  );
  const missing = onX64.map((path) => path.replace(/([/-])x64\b/g, "$1arm64"))
    .filter((path) => !binaries.includes(path));
  assert.deepEqual(missing, []);
  const unknown = binaries.filter((path) => !/[/-](x64|arm64)\b/.test(path));
  assert.deepEqual(unknown, [], "binaries whose processor their paths do not tell");
  await Promise.all(onX64.map(async (path) => {
    assert.equal(await machineOf(path), ELF_MACHINE.x64, path);
    assert.equal(await machineOf(path.replace(/([/-])x64\b/g, "$1arm64")), ELF_MACHINE.arm64, path);
  }));
});

Deno.test("onnxruntime-node has a binding for ARM64, beside the library of its version", async () => {
  const bindings = [...walk(join(PACKAGES, `onnxruntime-node@${ONNXRUNTIME_VERSION}`))]
    .filter((path) => path.endsWith("/linux/arm64/onnxruntime_binding.node"));
  assert.equal(bindings.length, 1);
  const library = await Deno.readFile(
    join(dirname(bindings[0] ?? ""), "libonnxruntime.so.1"),
  );
  const text = new TextDecoder("latin1").decode(library);
  assert.ok(text.includes(`VERS_${ONNXRUNTIME_VERSION}`), "the version of its symbols");
});

/** e_machine in an ELF file's header, https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html. */
const ELF_MACHINE = { x64: 62, arm64: 183 } as const;
const MACHINE_OFFSET = 18;

async function machineOf(path: string): Promise<number> {
  const bytes = await Deno.readFile(path);
  return new DataView(bytes.buffer).getUint16(MACHINE_OFFSET, true);
}

/** All files below a folder; links lead to other packages. */
function* walk(folder: string): Generator<string> {
  for (const { name, isDirectory, isFile } of Deno.readDirSync(folder)) {
    const path = join(folder, name);
    if (isDirectory) yield* walk(path);
    else if (isFile) yield path;
  }
}
