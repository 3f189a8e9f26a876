import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ServiceException,
} from "@aws-sdk/client-s3";
import assert from "node:assert/strict";
import { makeTempDir } from "../storage/test_folder.ts";
import { freePorts } from "./ports.ts";
import { type S3Service, startS3 } from "./start_s3.ts";
import { defineServiceTest } from "./test_services.ts";

const BUCKET = "clips";

function client({ endpoint, accessKeyId, secretAccessKey }: Keys): S3Client {
  return new S3Client({
    endpoint,
    credentials: { accessKeyId, secretAccessKey },
    region: "us-east-1",
    forcePathStyle: true,
    maxAttempts: 1,
  });
}

type Keys = Pick<S3Service, "endpoint" | "accessKeyId" | "secretAccessKey">;

/** The name of S3's answer when it refuses. */
async function refusal(asked: Promise<unknown>): Promise<string> {
  return await asked.then(() => "no refusal", (error: S3ServiceException) => error.name);
}

defineServiceTest(
  "S3 refuses a wrong secret, an unknown key and no key",
  ["s3"],
  async ({ s3 }) => {
    const list = (keys: Keys) =>
      client(keys).send(new ListObjectsV2Command({ Bucket: "mlflow-artifacts" }));
    assert.deepEqual((await list(s3)).$metadata.httpStatusCode, 200);
    assert.equal(
      await refusal(list({ ...s3, secretAccessKey: "wrong" })),
      "SignatureDoesNotMatch",
    );
    assert.equal(await refusal(list({ ...s3, accessKeyId: "nobody" })), "InvalidAccessKeyId");
    const unsigned = await fetch(`${s3.endpoint}/mlflow-artifacts`);
    await unsigned.body?.cancel();
    assert.equal(unsigned.status, 403);
  },
);

defineServiceTest("S3 makes no bucket because of an upload", ["s3"], async ({ s3 }) => {
  const put = new PutObjectCommand({ Bucket: "not-there", Key: "a", Body: "a" });
  assert.equal(await refusal(client(s3).send(put)), "NoSuchBucket");
});

defineServiceTest("startS3() keeps its data, also when it was killed", ["s3"], async () => {
  const [port = 0] = freePorts(1);
  const options = { folder: await makeTempDir(), port, buckets: [BUCKET] };
  const first = await startS3(options);
  const body = new Uint8Array(5_000_000).fill(7);
  await client(first).send(new PutObjectCommand({ Bucket: BUCKET, Key: "dog/1.wav", Body: body }));
  Deno.kill(first.pid, "SIGKILL");
  await first.ended;
  await using second = await startS3(options);
  assert.equal(second.endpoint, first.endpoint);
  const get = new GetObjectCommand({ Bucket: BUCKET, Key: "dog/1.wav" });
  const { Body } = await client(second).send(get);
  assert.deepEqual(await Body?.transformToByteArray(), body);
});
