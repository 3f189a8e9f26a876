import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePorts, LOOPBACK } from "../lib/services/ports.ts";
import { defineServiceTest } from "../lib/services/test_services.ts";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { runTask } from "./test_task.ts";

const ALL = ["mlflow", "s3", "databaseUrl"] as const;

/** The words that put the three servers on ports of their own. */
async function wordsOf(ports: readonly number[]): Promise<string[]> {
  const [mlflow, s3, postgres] = ports.map(String);
  const names = { data: await makeTempDir(), "mlflow-port": mlflow, "s3-port": s3 };
  return Object.entries({ ...names, "postgres-port": postgres })
    .flatMap(([name, value]) => [`--${name}`, value ?? ""]);
}

defineServiceTest("services prints what to paste, and Ctrl-C stops it", ALL, async () => {
  const ports = freePorts(3);
  const child = new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", "services", ...await wordsOf(ports)],
    cwd: join(import.meta.dirname ?? "", ".."),
    stdout: "piped",
    stderr: "piped",
  }).spawn();
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
  await delay(100);
  for (const port of ports) Deno.listen({ hostname: LOOPBACK, port }).close(); // all are free again
});

defineServiceTest("services says which port is taken, and stops what it began", ALL, async () => {
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
  Deno.listen({ hostname: LOOPBACK, port: postgres }).close();
});

defineServiceTest("services refuses what is no port", ALL, async () => {
  const { code, err } = await runTask("services", ["--s3-port", "90000"]);
  assert.equal(code, 2);
  assert.match(err, /Bad value for --s3-port: wanted a port from 1 to 65535; got "90000"/);
});
