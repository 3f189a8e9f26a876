import assert from "node:assert/strict";
import { join } from "node:path";
import { postWav, slowPackage, testPackage, testWav } from "../lib/serving/tests/test_server.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { startServeTask } from "./test_serve.ts";
import { runTask } from "./test_task.ts";

Deno.test("serve answers, logs each request by the id that the answer carries, and ends well at SIGTERM after what is in flight", async () => {
  const server = await startServeTask(["--model", await slowPackage(), "--workers", "1"]);
  const given = await postWav(server.address, {
    headers: { "content-type": "audio/wav", "x-request-id": "mine-1" },
  });
  assert.equal(given.headers.get("x-request-id"), "mine-1");
  await given.body?.cancel();
  const made = await postWav(server.address, {
    headers: { "content-type": "audio/wav", "x-request-id": 'not {"mine"}' },
  });
  await made.body?.cancel();
  assert.match(made.headers.get("x-request-id") ?? "", /^[0-9a-f-]{36}$/);

  const last = postWav(server.address, { wav: testWav(12) });
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(await server.stop(), 0);
  const { status, body } = await last;
  assert.equal(status, 200);
  await body?.cancel();

  const requests = server.log.filter(({ event }) => event === "request");
  assert.equal(requests.length, 3);
  assert.deepEqual(requests.slice(0, 2).map(({ id }) => id), [
    "mine-1",
    made.headers.get("x-request-id"),
  ]);
  const { time, seconds, queueSeconds, decodeSeconds, inferenceSeconds, ...first } = requests[0] ??
    {};
  assert.ok(new Date(String(time)).getTime() <= Date.now());
  const parts = Number(queueSeconds) + Number(decodeSeconds) + Number(inferenceSeconds);
  assert.ok(parts > 0 && parts <= Number(seconds) + 0.001, `${parts} of ${seconds}`);
  const { digest } = server.log.find(({ event }) => event === "model") ?? {};
  assert.deepEqual(first, {
    level: "info",
    event: "request",
    id: "mine-1",
    method: "POST",
    route: "/predict",
    status: 200,
    clips: 1,
    model: "slow",
    version: null,
    digest,
  });
});

Deno.test("serve takes tokens from a file and a name for its model, and says in one line what is wrong with its flags and its model", async () => {
  const folder = await makeTempDir();
  const tokens = join(folder, "tokens");
  await Deno.writeTextFile(tokens, "first\nsecond\n");
  const model = await testPackage();
  const words = ["--model", model, "--token-file", tokens];
  const server = await startServeTask(words, { SERVE_NAME: "yard" });
  assert.equal(server.log.find(({ event }) => event === "model")?.name, "yard");
  const refused = await postWav(server.address);
  assert.equal(refused.status, 401);
  await refused.body?.cancel();
  assert.equal(await server.stop("SIGINT"), 0);

  await Deno.writeTextFile(tokens, "\n");
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const port = ["--port", String(taken.addr.port)];
  const cases: [words: string[], code: number, message: RegExp][] = [
    [["--model", model, "--token-file", tokens], 2, /^Error: Wanted a token a line .* is empty/m],
    [["--model", model, "--max-clips", "0"], 2, /wanted a whole number from 1; got "0"/],
    [["--model", model, "--cors-origins", "example.org"], 2, /wanted origins with a scheme/],
    [[], 2, /Wanted --model; got none/],
    [["--model", model], 1, /^Error: Cannot listen on 127\.0\.0\.1 port \d+: another program/m],
    [
      ["--port", "0", "--model", `${folder}/none`],
      1,
      /^Error: Cannot open the model .* no such file or folder/m,
    ],
  ];
  for (const [words, code, message] of cases) {
    const result = await runTask("serve", [...port, ...words]);
    assert.match(result.err, message);
    assert.equal(result.code, code, result.err);
    assert.doesNotMatch(result.err, / at .*\.ts:/);
  }
  const emptied = await runTask("serve", [...port, "--model", model], { SERVE_TOKENS: "" });
  assert.match(emptied.err, /^Error: Wanted tokens in SERVE_TOKENS, .* would let everyone in/m);
  assert.equal(emptied.code, 2);
});

Deno.test("serve goes on where nobody reads its log any longer", async () => {
  const server = await startServeTask(["--model", await testPackage()]);
  server.closeLog();
  for (let request = 0; request < 3; request++) {
    const { status, body } = await postWav(server.address);
    await body?.cancel();
    assert.equal(status, 200);
  }
  assert.equal(await server.stop(), 0);
});
