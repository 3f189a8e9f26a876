import assert from "node:assert/strict";
import { isAbsolute, join, normalize, win32 } from "node:path";
import fc from "fast-check";
import { checkStorePath } from "./store_path.ts";

/** Paths that led out of MLflow's folders, or would on another system. */
const OUT = {
  "CVE-2023-6977: two slashes passed for a host": ["//proc/self/root/etc/passwd", "a//proc"],
  "CVE-2024-1483, CVE-2024-3848: hidden behind # or ?": [
    "#/../../../etc/passwd",
    "a#/../../etc/passwd",
    "?/../../etc",
    "a/..?x/../../etc",
  ],
  "CVE-2026-2033: artifact paths that climb": [
    "..",
    "../x",
    "a/../../etc/x",
    "a/..",
    "a/./b",
    "/etc/cron.d/x",
    "a/",
    "",
  ],
  "CVE-2023-2780, CVE-2023-6975: backslashes": [
    "\\..\\..\\etc",
    "a\\..\\..\\b",
    "..\\x",
    "\\\\host\\x",
  ],
  "CVE-2024-1560: escaped, once or often": [
    "%2e%2e/x",
    "a/%2E%2E/%2E%2E/etc",
    "%2fetc/passwd",
    "a%2f..%2f..%2fetc",
    "%252e%252e/x",
    "%25252e%25252e%25252fx",
    "..%5c..%5cx",
    "a%00.txt",
  ],
  "Windows": ["C:/Windows/x", "c:x", "C%3A/x/..", ".. /x", "a/.../b", "... "],
  "what would take for ever to unescape": [`%${"25".repeat(100_000)}2e`],
  "what no file name should hold": ["a\0b", "a\nb", "\u007f", "\ud800"],
};

for (const [hole, paths] of Object.entries(OUT)) {
  Deno.test(`checkStorePath() refuses ${hole}`, () => {
    for (const path of paths) {
      assert.throws(
        () => checkStorePath(path),
        { name: "TypeError" },
        JSON.stringify(path.slice(0, 100)),
      );
    }
  });
}

Deno.test("checkStorePath() names the path, without control characters", () => {
  assert.throws(() => checkStorePath("a\n/../b"), {
    message: 'Cannot use the path "a\\n/../b": wanted a relative one that stays in its folder',
  });
});

Deno.test("checkStorePath() takes unusual names that lead nowhere", () => {
  const paths = [
    "a",
    "a/b.txt",
    "a b/+%25 ü日本.wav",
    "..a",
    "a..b",
    "a.",
    ".hidden/x",
    "take #1?",
    "100%",
    "ab:c",
  ];
  for (const path of paths) checkStorePath(path);
});

Deno.test("checkStorePath() leaves no path that leads out, on this system or on Windows, escaped or not", () => {
  const part = fc.oneof(
    fc.constantFrom("..", ".", "", "/", "\\", "%2e", "%2F", "%25", "%5c", "C:", "#", "?", " ", "a"),
    fc.string({ unit: "binary", maxLength: 4 }),
  );
  const path = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(path, (text) => {
      try {
        checkStorePath(text);
      } catch {
        return;
      }
      for (const way of [text, unescape(text), unescape(unescape(text))]) {
        assert.ok(!isAbsolute(way) && !win32.isAbsolute(way) && !/^[a-z]:/i.test(way));
        assert.ok(join("/store", normalize(way)).startsWith("/store/"));
        assert.ok(win32.join("C:\\store", way).startsWith("C:\\store\\"));
      }
    }),
    { numRuns: 2000 },
  );
});

/** As a careless program does it. */
function unescape(text: string): string {
  return text.replaceAll(
    /%([0-9a-f]{2})/gi,
    (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
