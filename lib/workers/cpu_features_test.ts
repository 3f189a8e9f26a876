import assert from "node:assert/strict";
import { parseCpuInfo, parseSysctl } from "./cpu_features.ts";

Deno.test("parseCpuInfo() reads an x64 processor's name and what it has for inference", () => {
  const text =
    "processor\t: 0\nmodel name\t: AMD EPYC\nflags\t\t: fpu sse avx avx2 avx512_vnni rdpid\n" +
    "\nprocessor\t: 1\nmodel name\t: other\nflags\t\t: fpu\n";
  assert.deepEqual(parseCpuInfo(text), {
    model: "AMD EPYC",
    features: ["avx", "avx2", "avx512_vnni"],
    hasByteDotProduct: true,
  });
});

Deno.test("parseCpuInfo() knows an old x64 and an ARM processor from each other", () => {
  assert.equal(parseCpuInfo("flags : fpu avx avx2").hasByteDotProduct, false);
  assert.deepEqual(parseCpuInfo("Features : fp asimd crc32 asimddp\nCPU part : 0xd0c"), {
    model: "",
    features: ["asimd", "asimddp"],
    hasByteDotProduct: true,
  });
  assert.equal(parseCpuInfo("").hasByteDotProduct, undefined);
});

Deno.test("parseSysctl() reads Apple silicon and an Intel Mac", () => {
  const apple = "machdep.cpu.brand_string: Apple M2\nhw.optional.neon: 1\n" +
    "hw.optional.arm.FEAT_DotProd: 1\nhw.optional.arm.FEAT_SME: 0\nhw.optional.arm.FEAT_I8MM: 1\n";
  assert.deepEqual(parseSysctl(apple), {
    model: "Apple M2",
    features: ["neon", "FEAT_DotProd", "FEAT_I8MM"],
    hasByteDotProduct: true,
  });
  const intel =
    "machdep.cpu.brand_string: Intel(R) Core(TM) i7\nmachdep.cpu.features: FPU SSE FMA AVX1.0\n" +
    "machdep.cpu.leaf7_features: AVX2 BMI1\nhw.optional.avx2_0: 1\n";
  assert.deepEqual(parseSysctl(intel), {
    model: "Intel(R) Core(TM) i7",
    features: ["fma", "avx", "avx2"],
    hasByteDotProduct: false,
  });
});
