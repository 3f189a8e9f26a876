import assert from "node:assert/strict";
import { makeCrc } from "./crc.ts";

Deno.test("makeCrc() gives the check values of the catalogue of CRC algorithms", () => {
  const digits = new TextEncoder().encode("123456789");
  assert.equal(makeCrc(8, 0x07)(digits), 0xf4); // CRC-8/SMBUS
  assert.equal(makeCrc(16, 0x8005)(digits), 0xfee8); // CRC-16/UMTS
  assert.equal(makeCrc(32, 0x04c1_1db7)(digits), ~0x765e_7680 >>> 0); // CRC-32/CKSUM inverts it
});
