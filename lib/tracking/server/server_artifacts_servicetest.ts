import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { startMlflow } from "../../services/start_mlflow.ts";
import { defineServiceTest, type TestServices } from "../../services/test_services.ts";
import { fileSha256 } from "../../storage/check_file.ts";
import { openStore } from "../../storage/open_store.ts";
import type { Store } from "../../storage/store.ts";
import { withEnvironment } from "../../storage/test_environment.ts";
import { makeTempDir } from "../../storage/test_folder.ts";
import { CreatedExperiment } from "../rest/mlflow_answers.ts";
import { MlflowClient } from "../rest/mlflow_client.ts";
import { openArtifacts } from "../rest/open_artifacts.ts";
import { proxyTo } from "../rest/test_proxy.ts";
import { findRun, QUICK, uniqueName } from "../rest/test_server.ts";
import type { Run } from "../tracker.ts";
import { serverTracker } from "./server_tracker.ts";

const MEGABYTE = 1_000_000;

/** A run of an experiment whose artifacts the server puts where `location` says, or with itself. */
async function start(server: string, location?: string): Promise<Run> {
  const client = new MlflowClient(server, QUICK);
  const experiment = uniqueName();
  if (location !== undefined) {
    const data = { name: experiment, artifact_location: location };
    await client.call("POST", "mlflow/experiments/create", data, CreatedExperiment);
  }
  return await serverTracker(client).startRun({ experiment, name: "artifacts" });
}

/** Runs as one who has the keys of the S3 server. */
function withS3<Result>({ s3 }: TestServices, run: () => Promise<Result>): Promise<Result> {
  return withEnvironment({
    AWS_ENDPOINT_URL: s3.endpoint,
    AWS_ACCESS_KEY_ID: s3.accessKeyId,
    AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
    AWS_REGION: "us-east-1",
  }, run);
}

/** A folder as a model package is one, with names that need care in an address. */
async function makePackage(): Promise<string> {
  const folder = await makeTempDir();
  await Deno.mkdir(join(folder, "out_of_fold/plots & tables"), { recursive: true });
  for (const name of ["MLmodel", "out_of_fold/plots & tables/café 100%?.svg"]) {
    await Deno.writeTextFile(join(folder, name), `content of ${name}`);
  }
  return folder;
}

async function pathsIn(store: Store): Promise<string[]> {
  return (await Array.fromAsync(store.list())).map(({ path }) => path).sort();
}

defineServiceTest(
  "a 60 MB artifact goes through the server into S3 byte for byte",
  ["mlflow", "s3"],
  (services) =>
    withS3(services, async () => {
      const file = join(await makeTempDir(), "weights.bin");
      const chunk = crypto.getRandomValues(new Uint8Array(60_000));
      using written = await Deno.create(file);
      for (let i = 0; i < 1_000; i++) await written.write(chunk.fill(i % 256, i, i + 1));
      const run = await start(services.mlflow);
      await run.logArtifact(file, "model/weights.bin");
      await run.end("FINISHED");

      const key = `${run.experimentId}/${run.id}/artifacts/model/weights.bin`;
      const bucket = await openStore("s3://mlflow-artifacts");
      const copy = join(await makeTempDir(), "copy");
      await bucket.download(key, copy);
      assert.equal(await fileSha256(copy), await fileSha256(file));
    }),
);

defineServiceTest("an artifact never is in memory whole", ["mlflow"], async ({ mlflow }) => {
  const folder = await makeTempDir();
  const file = join(folder, "large.bin");
  using large = await Deno.create(file);
  await large.truncate(200 * MEGABYTE);
  const run = await start(mlflow);
  const { artifactUri } = await findRun(mlflow, run.id);
  const store = await openArtifacts(artifactUri, new MlflowClient(mlflow, QUICK));
  const growth = await memoryGrowth(async () => {
    await run.logArtifact(file, "large.bin");
    await store.download("large.bin", join(folder, "copy"));
  });
  assert.equal((await Deno.stat(join(folder, "copy"))).size, 200 * MEGABYTE);
  assert.ok(growth < 100 * MEGABYTE, `memory grew by ${growth / MEGABYTE} MB`);
});

/** By how much the process grew at most while the work went on. */
async function memoryGrowth(work: () => Promise<void>): Promise<number> {
  const before = Deno.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => most = Math.max(most, Deno.memoryUsage().rss), 5);
  await work();
  clearInterval(timer);
  return most - before;
}

/** What can be done with artifacts, wherever they are. */
async function useArtifacts(server: string, run: Run): Promise<void> {
  const folder = await makePackage();
  await run.logArtifact(folder, "model");
  await run.logArtifact(join(folder, "MLmodel"), "note.txt");
  const { artifactUri } = await findRun(server, run.id);
  const store = await openArtifacts(artifactUri, new MlflowClient(server, QUICK));
  const picture = "model/out_of_fold/plots & tables/café 100%?.svg";
  assert.deepEqual(await pathsIn(store), ["model/MLmodel", picture, "note.txt"]);
  const text = await new Response(store.read(picture)).text();
  assert.equal(text, "content of out_of_fold/plots & tables/café 100%?.svg");
  const copy = join(await makeTempDir(), "copy");
  await store.download("model/MLmodel", copy);
  assert.equal(await Deno.readTextFile(copy), "content of MLmodel");
  assert.equal((await store.stat("note.txt"))?.bytes, "content of MLmodel".length);
  assert.equal(await store.stat("none.txt"), undefined);
  await store.write("note.txt", "other");
  assert.equal(await new Response(store.read("note.txt")).text(), "other");
  await store.remove("note.txt");
  await store.remove("note.txt");
  assert.deepEqual(await pathsIn(store), ["model/MLmodel", picture]);
  await assert.rejects(store.download("none.txt", copy), /no such|not found/i);
  await assert.rejects(store.upload(copy, "../escape"), /wanted a relative one that stays/);
}

defineServiceTest("artifacts with the server", ["mlflow"], async ({ mlflow }) => {
  await useArtifacts(mlflow, await start(mlflow));
});

defineServiceTest(
  "artifacts with another server, which the run's artifact_uri names",
  ["mlflow"],
  async ({ mlflow }) => {
    const { host } = new URL(mlflow);
    const elsewhere = new MlflowClient("http://127.0.0.1:2", QUICK);
    const root = `mlflow-artifacts://${host}/${uniqueName()}`.replace(" ", "-");
    const store = await openArtifacts(root, elsewhere);
    await store.write("note.txt", "a dog barks");
    assert.equal(await new Response(store.read("note.txt")).text(), "a dog barks");
  },
);

defineServiceTest(
  "artifacts straight in S3, where the run's artifact_uri says so",
  ["mlflow", "s3"],
  (services) =>
    withS3(services, async () => {
      const run = await start(services.mlflow, "s3://datasets/direct");
      await useArtifacts(services.mlflow, run);
      const bucket = await openStore(`s3://datasets/direct/${run.id}/artifacts`);
      assert.equal((await pathsIn(bucket)).length, 2);
    }),
);

defineServiceTest(
  "artifacts on a disk that the server names",
  ["mlflow"],
  async ({ mlflow }) => {
    const folder = await makeTempDir();
    const run = await start(mlflow, pathToFileURL(folder).href);
    await useArtifacts(mlflow, run);
    assert.ok((await Deno.stat(join(folder, run.id, "artifacts/model/MLmodel"))).isFile);
  },
);

defineServiceTest(
  "artifacts at places that are not known are refused",
  ["mlflow"],
  async ({ mlflow }) => {
    const client = new MlflowClient(mlflow, QUICK);
    await assert.rejects(openArtifacts("gs://bucket/run?token=secret", client), {
      message:
        "Cannot use artifacts at gs://bucket/run: wanted mlflow-artifacts:, s3:, file: or a path. Start the server with --serve-artifacts, so that it keeps them for its clients",
    });
    await assert.rejects(openArtifacts("mlflow-artifacts:/1/%2e%2e/2", client), TypeError);
  },
);

defineServiceTest(
  "an upload whose answer is lost is sent anew, and a download that fails leaves nothing",
  ["mlflow"],
  async ({ mlflow }) => {
    let isAway = false;
    await using gateway = proxyTo(
      mlflow,
      ({ path, count }) =>
        path.endsWith("/note.txt") && (count === 1 || isAway)
          ? new Response("", { status: 502 })
          : undefined,
    );
    const run = await start(gateway.address);
    const folder = await makeTempDir();
    await Deno.writeTextFile(join(folder, "note.txt"), "a dog barks");
    await run.logArtifact(join(folder, "note.txt"), "note.txt");
    const { artifactUri } = await findRun(mlflow, run.id);
    const store = await openArtifacts(
      artifactUri,
      new MlflowClient(gateway.address, { ...QUICK, maxRetries: 1 }),
    );
    assert.equal(await new Response(store.read("note.txt")).text(), "a dog barks");
    isAway = true;
    await assert.rejects(store.download("note.txt", join(folder, "copy")), {
      name: "MlflowUnavailable",
      message: /answered 502/,
    });
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["note.txt"]);
  },
);

defineServiceTest(
  "a bucket that is not there, behind the server, is one line that says where to look",
  ["mlflow", "s3"],
  async ({ s3 }) => {
    const folder = await makeTempDir();
    await using mlflow = await startMlflow({
      folder,
      artifactsDestination: "s3://not-there",
      env: {
        MLFLOW_S3_ENDPOINT_URL: s3.endpoint,
        AWS_ACCESS_KEY_ID: s3.accessKeyId,
        AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
      },
    });
    const client = new MlflowClient(mlflow.address, { ...QUICK, maxRetries: 1 });
    const run = await serverTracker(client).startRun({ experiment: uniqueName(), name: "run" });
    const file = join(folder, "note.txt");
    await Deno.writeTextFile(file, "a dog barks");
    // MLflow answers 500 and closes the connection, of which the second may be seen first.
    await assert.rejects(
      run.logArtifact(file, "note.txt"),
      /^Error: Cannot log .*note\.txt as artifact "note\.txt": MLflow at http.* (answered 500: Internal Server Error|cannot be reached: .*)\. If it does answer otherwise, its log says why: the bucket or disk for its artifacts may be missing or full$/,
    );
  },
);
