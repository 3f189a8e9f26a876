import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { freePorts, LOOPBACK } from "../lib/services/ports.ts";
import { defineServiceTest } from "../lib/services/test_services.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { runTask, taskCommand, textOf } from "./test_task.ts";

const ALL = ["mlflow", "s3", "databaseUrl"] as const;

/** The words that put the three servers on ports of their own. */
async function wordsOf(ports: readonly number[]): Promise<string[]> {
  const [mlflow, s3, postgres] = ports.map(String);
  const names = { data: await makeTempDir(), "mlflow-port": mlflow, "s3-port": s3 };
  return Object.entries({ ...names, "postgres-port": postgres })
    .flatMap(([name, value]) => [`--${name}`, value ?? ""]);
}

async function listensOn(port = 0): Promise<boolean> {
  return await Deno.connect({ hostname: LOOPBACK, port }).then(
    (it) => (it.close(), true),
    () => false,
  );
}

defineServiceTest("services prints what to paste, and Ctrl-C stops it", ALL, async () => {
  const ports = freePorts(3);
  const child = taskCommand("services", await wordsOf(ports)).spawn();
  const notes = child.stderr.pipeThrough(new TextDecoderStream());
  let said = "";
  for await (const text of notes) {
    said += text;
    if (said.includes("Ctrl-C stops the servers")) child.kill("SIGINT");
  }
  const lines = (await new Response(child.stdout).text()).trimEnd().split("\n");
  assert.equal((await child.status).code, 0, said);
  assert.match(said, /Stopping/);
  assert.deepEqual(lines, [
    `export MLFLOW_TRACKING_URI=http://127.0.0.1:${ports[0]}`,
    `export MLFLOW_S3_ENDPOINT_URL=http://127.0.0.1:${ports[1]}`,
    "export AWS_ACCESS_KEY_ID=yamnet-kit",
    "export AWS_SECRET_ACCESS_KEY=yamnet-kit-local",
    "export AWS_REGION=us-east-1",
    `export AWS_ENDPOINT_URL=http://127.0.0.1:${ports[1]}`,
    `export DATABASE_URL=postgresql://yamnet_kit:yamnet-kit-local@127.0.0.1:${ports[2]}/yamnet_kit`,
  ]);
  for (const port of ports) Deno.listen({ hostname: LOOPBACK, port }).close(); // all are free again
});

defineServiceTest("services says which port is taken, before it starts anything", ALL, async () => {
  const [mlflow = 0, postgres = 0] = freePorts(2);
  using other = Deno.listen({ hostname: LOOPBACK, port: 0 });
  const words = await wordsOf([mlflow, other.addr.port, postgres]);
  const { code, out, err } = await runTask("services", words);
  assert.equal(code, 1);
  assert.equal(out, "");
  assert.match(
    err,
    /Error: Cannot start S3 on port \d+: another program listens there\. Stop it, or choose another port \(--s3-port\)/,
  );
  assert.deepEqual([...Deno.readDirSync(words[1] ?? "")], []);
});

defineServiceTest("Ctrl-C while services starts leaves nothing running", ALL, async () => {
  const ports = freePorts(3);
  const child = taskCommand("services", await wordsOf(ports)).spawn();
  while (!await listensOn(ports[2])) await delay(50); // Postgres, before MLflow
  child.kill("SIGINT");
  const { code, out, err } = textOf(await child.output());
  assert.equal(code, 0, err);
  assert.equal(out, "");
  for (const port of ports) Deno.listen({ hostname: LOOPBACK, port }).close(); // all are free again
});

defineServiceTest("services refuses what is no port", ALL, async () => {
  const { code, err } = await runTask("services", ["--s3-port", "90000"]);
  assert.equal(code, 2);
  assert.match(err, /Bad value for --s3-port: wanted a port from 1 to 65535; got "90000"/);
});
