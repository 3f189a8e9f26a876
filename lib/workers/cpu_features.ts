/** What a processor is and which instructions it has that matter to inference. */
export interface CpuFeatures {
  /** Empty where the system does not say. */
  model: string;
  /** As the system names them. */
  features: string[];
  /**
   * True if it multiplies and adds bytes in one instruction (VNNI on x64, dot product on ARM): int8 models
   * are fast then. Undefined where the system does not say.
   */
  hasByteDotProduct: boolean | undefined;
}

/** Names that the kernels of Linux and macOS use, for x64 and ARM. */
const OF_INTEREST =
  /^(avx|avx2|fma|avx512f|avx512_vnni|avx_vnni|amx_int8|neon|asimd|asimddp|i8mm|sve|sve2|FEAT_DotProd|FEAT_I8MM)$/;
const BYTE_DOT_PRODUCT = /^(avx512_vnni|avx_vnni|amx_int8|asimddp|FEAT_DotProd)$/;

/**
 * Asks the system (Linux: /proc/cpuinfo, macOS: sysctl) what its processor can do; of any other it is
 * unknown. Needs permission to run `cat` or `sysctl`.
 */
export async function cpuFeatures(): Promise<CpuFeatures> {
  // Not readTextFile: Deno lets no program read /proc itself unless it has all permissions.
  if (Deno.build.os === "linux") return parseCpuInfo(await textOf("cat", ["/proc/cpuinfo"]));
  if (Deno.build.os !== "darwin") return describe("", []);
  const names = ["machdep.cpu.brand_string", "machdep.cpu", "hw.optional"];
  return parseSysctl(await textOf("sysctl", names));
}

/** What a program prints; nothing where it cannot: that a container hides its processor is no fault. */
async function textOf(program: string, args: string[]): Promise<string> {
  try {
    const { stdout } = await new Deno.Command(program, { args, stderr: "null" }).output();
    return new TextDecoder().decode(stdout);
  } catch {
    return "";
  }
}

/** Reads Linux's /proc/cpuinfo; the first processor stands for all. */
export function parseCpuInfo(text: string): CpuFeatures {
  const fields = parseFields(text);
  const words = fields.get("flags") ?? fields.get("Features") ?? "";
  return describe(fields.get("model name") ?? "", words.split(" "));
}

/** Reads what macOS's `sysctl machdep.cpu hw.optional` prints. */
export function parseSysctl(text: string): CpuFeatures {
  const fields = parseFields(text);
  const onArm = [...fields].filter(([key, value]) =>
    key.startsWith("hw.optional.") && value === "1"
  )
    .map(([key]) => key.split(".").at(-1) ?? "");
  const onX64 = ["machdep.cpu.features", "machdep.cpu.leaf7_features"]
    .flatMap((key) => (fields.get(key) ?? "").toLowerCase().split(" "))
    .map((name) => name.replace("avx1.0", "avx").replace("avx512vnni", "avx512_vnni"));
  return describe(fields.get("machdep.cpu.brand_string") ?? "", [...onArm, ...onX64]);
}

function parseFields(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split("\n")) {
    const at = line.indexOf(":");
    const key = line.slice(0, at).trim();
    if (at > 0 && !fields.has(key)) fields.set(key, line.slice(at + 1).trim());
  }
  return fields;
}

function describe(model: string, names: readonly string[]): CpuFeatures {
  const features = [...new Set(names.filter((name) => OF_INTEREST.test(name)))];
  return {
    model,
    features,
    hasByteDotProduct: features.length === 0
      ? undefined
      : features.some((name) => BYTE_DOT_PRODUCT.test(name)),
  };
}
