import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import assert from "node:assert/strict";
import { request } from "node:http";
import { defineServiceTest } from "./test_services.ts";

/** The status and text of a request that names another host than the one that it goes to. */
function askAs(host: string, url: string): Promise<[status: number | undefined, text: string]> {
  const { promise, resolve, reject } = Promise.withResolvers<[number | undefined, string]>();
  request(url, { headers: { host } }, (response) => {
    let text = "";
    response.on("data", (chunk) => text += chunk);
    response.on("end", () => resolve([response.statusCode, text]));
  }).on("error", reject).end();
  return promise;
}

defineServiceTest(
  "MLflow answers as 127.0.0.1 and localhost only",
  ["mlflow"],
  async ({ mlflow }) => {
    const { port } = new URL(mlflow);
    const url = `${mlflow}/api/2.0/mlflow/experiments/get?experiment_id=0`;
    assert.equal((await askAs(`127.0.0.1:${port}`, url))[0], 200);
    assert.equal((await askAs(`localhost:${port}`, url))[0], 200);
    assert.deepEqual(await askAs("mlflow.example", url), [
      403,
      "Invalid Host header - possible DNS rebinding attack detected",
    ]);
  },
);

defineServiceTest(
  "MLflow puts what goes through it into the bucket mlflow-artifacts",
  ["mlflow", "s3"],
  async ({ mlflow, s3: { endpoint, ...credentials } }) => {
    const key = "1/run/artifacts/note.txt";
    const put = await fetch(`${mlflow}/api/2.0/mlflow-artifacts/artifacts/${key}`, {
      method: "PUT",
      body: "a dog barks",
    });
    await put.body?.cancel();
    assert.equal(put.status, 200);
    const client = new S3Client({
      endpoint,
      credentials,
      region: "us-east-1",
      forcePathStyle: true,
    });
    const { Body } = await client.send(
      new GetObjectCommand({ Bucket: "mlflow-artifacts", Key: key }),
    );
    assert.equal(await Body?.transformToString(), "a dog barks");
  },
);
