import assert from "node:assert/strict";
import { sniffFormat } from "./sniff_format.ts";

const text = (content: string) => new TextEncoder().encode(content);

Deno.test("sniffFormat() names what people pass where a WAV is wanted", () => {
  assert.equal(sniffFormat(text("ID3\x04\0")), "an MP3 file");
  assert.equal(sniffFormat(Uint8Array.of(0xff, 0xfb, 0x90)), "an MP3 file");
  assert.equal(sniffFormat(text("fLaC")), "a FLAC file");
  assert.equal(sniffFormat(text("OggS")), "an Ogg file");
  assert.equal(sniffFormat(text("\0\0\0 ftypM4A ")), "an MP4 or M4A file");
  assert.equal(sniffFormat(text("RIFF\0\0\0\0AVI ")), "an AVI file");
  assert.equal(sniffFormat(text("<!doctype html>")), "an HTML or XML page");
  assert.equal(
    sniffFormat(text("version https://git-lfs.github.com/spec/v1")),
    "a Git LFS pointer instead of the file it points to",
  );
});

Deno.test("sniffFormat() shows the first bytes of what it does not know", () => {
  assert.equal(
    sniffFormat(Uint8Array.of(0x41, 0, 0x42, 0x43, 0x44)),
    'a file that starts with "A.BC"',
  );
});
