import { join, resolve } from "node:path";
import { answers } from "./answers.ts";
import { choosePort, freePorts, LOOPBACK } from "./ports.ts";
import type { Service, ServiceOptions } from "./service.ts";
import { servicesProgram } from "./services_env.ts";
import { startProgram } from "./start_program.ts";

/** A server that speaks S3. */
export interface S3Service extends Service {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * Of large files it may keep connections within itself open, and then wait for their end. What it has
 * answered for is on the disk by then.
 */
const STOP_LIMIT_SECONDS = 5;

/** What this server on the loopback address lets in; other keys and unsigned requests get a 403. */
const CREDENTIALS = { accessKeyId: "yamnet-kit", secretAccessKey: "yamnet-kit-local" } as const;

/**
 * Starts an S3 server (SeaweedFS's `weed mini`; path-style addresses, region us-east-1).
 *
 * @param options.buckets Buckets to make unless they are there; others are not made by an upload.
 * @throws {Error} if the port is taken or the server does not come up.
 */
export async function startS3(
  { folder, port, signal, buckets }: ServiceOptions & { buckets: readonly string[] },
): Promise<S3Service> {
  const s3Port = await choosePort("S3", port);
  const endpoint = `http://${LOOPBACK}:${s3Port}`;
  const [filerPort = 0, ...ports] = freePorts(1 + INNER_PORTS.length);
  const data = join(resolve(folder), "data");
  await Deno.mkdir(data, { recursive: true });
  const service = await startProgram({
    name: "S3",
    command: [
      await servicesProgram("weed"),
      "-logtostderr=true",
      "mini",
      `-dir=${data}`,
      `-bucket=${buckets.join(",")}`,
      `-s3.port=${s3Port}`,
      "-s3.autoCreateBucket=false",
      ...QUIET,
      `-filer.port=${filerPort}`,
      ...SOCKETS,
      ...INNER_PORTS.map((name, index) => `-${name}=${ports[index]}`),
    ],
    env: {
      AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    },
    folder: resolve(folder),
    address: endpoint,
    isReady: async () => {
      const files = `http://${LOOPBACK}:${filerPort}/buckets`;
      const made = buckets.map((bucket) => `${files}/${bucket}/?limit=1`);
      return (await Promise.all([`${endpoint}/healthz`, ...made].map(answers))).every(Boolean);
    },
    stopLimitSeconds: STOP_LIMIT_SECONDS,
    signal,
  });
  return { ...service, endpoint, ...CREDENTIALS };
}

/** Only what S3 needs, seen from this machine only. */
const QUIET = [
  `-ip=${LOOPBACK}`,
  `-ip.bind=${LOOPBACK}`,
  "-admin.ui=false",
  "-webdav=false",
  "-master.telemetry=false",
  "-s3.port.iceberg=0",
  "-s3.port.lance=0",
];

/** In its folder: those in /tmp stay behind, and another user's of the same port would stop it. */
const SOCKETS = ["-s3.localSocket=s3.sock", "-filer.localSocket=filer.sock"];

/** Its parts talk to each other over ports of their own, which two servers on a machine must not share. */
const INNER_PORTS = [
  "filer.port.grpc",
  "s3.port.grpc",
  ...["master", "volume", "admin"].flatMap((part) => [`${part}.port`, `${part}.port.grpc`]),
];
