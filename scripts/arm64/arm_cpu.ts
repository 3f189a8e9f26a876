/** What QEMU emulates: a server's processor with 8-bit dot products, as in AWS's Graviton2. */
export const ARM_CPU = "neoverse-n1";

/**
 * What Linux says of that processor. QEMU before 8.1 shows programs the machine's own /proc/cpuinfo, and
 * onnxruntime, which finds no ARM processor in it, then crashes while it loads.
 *
 * Names of features and numbers: https://docs.kernel.org/arch/arm64/elf_hwcaps.html and
 * https://developer.arm.com/documentation/100616 (MIDR_EL1).
 */
export function armCpuInfo(processors: number): string {
  return Array.from({ length: processors }, (_, index) =>
    `processor\t: ${index}
BogoMIPS\t: 50.00
Features\t: fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics fphp asimdhp cpuid asimdrdm lrcpc dcpop asimddp ssbs
CPU implementer\t: 0x41
CPU architecture: 8
CPU variant\t: 0x3
CPU part\t: 0xd0c
CPU revision\t: 1
`).join("\n");
}
