import { z } from "zod";
import { defineAssetTest } from "../storage/test_assets.ts";

/** Variable in which `deno task test:services` tells its tests where the servers are. */
export const TEST_SERVICES = "YAMNET_KIT_TEST_SERVICES";

/** Where the servers are that `deno task test:services` has started. */
const TestServices = z.object({
  /** MLflow, on Postgres and on S3's bucket mlflow-artifacts: `http://127.0.0.1:…`. */
  mlflow: z.string(),
  /** An S3 server with the buckets mlflow-artifacts and datasets. */
  s3: z.object({ endpoint: z.string(), accessKeyId: z.string(), secretAccessKey: z.string() }),
  /** An empty database of Postgres, whose user may make more. */
  databaseUrl: z.string(),
});
export type TestServices = z.infer<typeof TestServices>;

const started = TestServices.partial().parse(JSON.parse(Deno.env.get(TEST_SERVICES) ?? "{}"));
const isCi = Deno.env.get("CI") === "true";

/** What a test is given: to ask for a server that has not been started is a failure. */
const services: TestServices = {
  get mlflow() {
    return required("mlflow", started.mlflow);
  },
  get s3() {
    return required("s3", started.s3);
  },
  get databaseUrl() {
    return required("databaseUrl", started.databaseUrl);
  },
};

/**
 * A test against real servers. Where one of them has not been started it is listed as ignored, except
 * under CI=true, where it fails.
 *
 * @param needs The servers that it talks to.
 * @param assets Names of brought-along files that it needs too, see `findAsset()`: without them it is ignored.
 */
export function defineServiceTest(
  name: string,
  needs: readonly (keyof TestServices)[],
  fn: (services: TestServices) => Promise<void>,
  assets: readonly string[] = [],
): void {
  const missing = needs.filter((need) => started[need] === undefined);
  if (missing.length === 0 || isCi) return defineAssetTest(name, assets, () => fn(services));
  Deno.test({ name: `${name} (left out: ${reason(missing)})`, ignore: true, fn() {} });
}

function required<Service>(name: keyof TestServices, service: Service | undefined): Service {
  if (service === undefined) throw new Error(`This test needs a server: ${reason([name])}`);
  return service;
}

function reason(missing: readonly (keyof TestServices)[]): string {
  return `no ${missing.join(", no ")}, see deno task test:services`;
}
