import assert from "node:assert/strict";
import { nextHop } from "./web_request.ts";

const ELSEWHERE = new URL("https://host/a");
const HERE = new URL("http://127.0.0.1:8000/a");

Deno.test("nextHop() goes where nobody on the way can change what comes", () => {
  assert.equal(nextHop("https://host/a").href, "https://host/a");
  assert.equal(nextHop("http://localhost/a").href, "http://localhost/a");
  assert.equal(nextHop("../b?c", ELSEWHERE).href, "https://host/b?c");
  assert.equal(nextHop("//other/b", ELSEWHERE).href, "https://other/b");
  assert.equal(nextHop("/b", HERE).href, "http://127.0.0.1:8000/b");
  assert.equal(nextHop("https://host/b", HERE).href, "https://host/b");
});

Deno.test("nextHop() goes nowhere else, and from elsewhere to no server of this machine", () => {
  const places: [string, URL?][] = [
    ["http://host/a"],
    ["http://host/a", ELSEWHERE],
    ["http://host/a", HERE],
    ["file:///etc/passwd", HERE],
    ["data:text/plain,x", ELSEWHERE],
    ["https://", ELSEWHERE],
  ];
  for (const [address, from] of places) {
    assert.throws(() => nextHop(address, from), { message: /wanted an https: address$/ }, address);
  }
  const names = ["127.0.0.1", "127.1", "[::1]", "localhost", "LOCALHOST.", "a.localhost", "0"];
  for (const name of [...names, "[::]", "[::ffff:127.0.0.1]"]) {
    for (const scheme of ["http", "https"]) {
      const address = `${scheme}://${name}:9000/admin`;
      const message = /^the server leads on, and https?:\/\/.* is on this machine/;
      assert.throws(() => nextHop(address, ELSEWHERE), { message }, address);
    }
  }
});

Deno.test("nextHop() tells no secret of an address", () => {
  assert.throws(() => nextHop("http://me:pass@host/a?sig=secret", ELSEWHERE), {
    message: "the server leads on, and http://host/a is not encrypted: wanted an https: address",
  });
});
