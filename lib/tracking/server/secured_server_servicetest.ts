import assert from "node:assert/strict";
import { join } from "node:path";
import { runTask } from "../../../scripts/test_task.ts";
import { makeFolder } from "../../../scripts/two_sounds_test_data.ts";
import { defineServiceTest } from "../../services/test_services.ts";
import { makeTempDir } from "../../storage/test_folder.ts";
import { Empty } from "../rest/mlflow_answers.ts";
import { MlflowClient } from "../rest/mlflow_client.ts";
import { basicAuthorization, type MlflowSettings } from "../rest/mlflow_settings.ts";
import { openArtifacts } from "../rest/open_artifacts.ts";
import { QUICK, uniqueName } from "../rest/test_server.ts";
import { serverTracker } from "./server_tracker.ts";
import { ADMIN, type SecuredServer, startSecuredServer } from "./test_secured_server.ts";

const ANY_CERTIFICATE = { ...QUICK, insecureTls: true };
const AS_ADMIN = {
  ...ANY_CERTIFICATE,
  authorization: basicAuthorization(ADMIN.user, ADMIN.password),
};
const WRONG = {
  ...ANY_CERTIFICATE,
  authorization: basicAuthorization(ADMIN.user, "wrong-password"),
};

defineServiceTest(
  "a server with passwords, TLS and a name of its own",
  ["mlflow"],
  async () => {
    await using server = await startSecuredServer(await makeTempDir());
    await refusals(server);
    await permissions(server);
    await aRun(server);
    await theCommand(server);
  },
);

async function refusals({ address, otherAddress }: SecuredServer): Promise<void> {
  const refused = async (uri: string, settings: MlflowSettings, message: string) =>
    await assert.rejects(
      serverTracker(new MlflowClient(uri, settings)).startRun({ experiment: "e", name: "n" }),
      { name: "MlflowError", message },
    );
  await refused(
    address,
    QUICK,
    `MLflow at ${address} cannot be reached: its TLS certificate is not trusted. Name its CA's file in DENO_CERT, or set MLFLOW_TRACKING_INSECURE_TLS=true`,
  );
  const { host } = new URL(otherAddress);
  await refused(
    otherAddress,
    AS_ADMIN,
    `MLflow at ${otherAddress} refused: it does not go by the name ${host} (403, Invalid Host header). Start it with ${host} among its --allowed-hosts (MLFLOW_SERVER_ALLOWED_HOSTS)`,
  );
  await refused(
    address,
    ANY_CERTIFICATE,
    `MLflow at ${address} refused: it wants to know who asks (401). Set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN`,
  );
  await refused(
    address,
    WRONG,
    `MLflow at ${address} refused: it does not know this user, password or token (401). Correct MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN`,
  );
}

async function permissions({ address }: SecuredServer): Promise<void> {
  const admin = new MlflowClient(address, AS_ADMIN);
  const guest = { username: "guest", password: "guest-password-1" };
  await admin.call("POST", "mlflow/users/create", guest, Empty);
  const asGuest = new MlflowClient(address, {
    ...ANY_CERTIFICATE,
    authorization: basicAuthorization(guest.username, guest.password),
  });
  const run = serverTracker(asGuest).startRun({ experiment: "Default", name: "n" });
  await assert.rejects(run, {
    name: "MlflowError",
    message:
      `MLflow at ${address} refused: this user may not do that (403): Permission denied. Ask for the permission, or set another MLFLOW_TRACKING_USERNAME`,
  });
}

async function aRun({ address }: SecuredServer): Promise<void> {
  const withUser = address.replace("//", `//${ADMIN.user}:${ADMIN.password}@`);
  const client = new MlflowClient(withUser, ANY_CERTIFICATE);
  const run = await serverTracker(client).startRun({ experiment: uniqueName(), name: "secured" });
  await run.logMetrics({ loss: 1 }, 1);
  const folder = await makeTempDir();
  const file = join(folder, "weights.bin");
  await Deno.writeFile(file, crypto.getRandomValues(new Uint8Array(60_000)));
  await run.logArtifact(file, "weights.bin");
  await run.end("FINISHED");
  const uri = `mlflow-artifacts:/${run.experimentId}/${run.id}/artifacts`;
  await (await openArtifacts(uri, client)).download("weights.bin", join(folder, "copy"));
  assert.deepEqual(await Deno.readFile(join(folder, "copy")), await Deno.readFile(file));
}

async function theCommand({ address, ca }: SecuredServer): Promise<void> {
  const { clips, out, cache } = await makeFolder();
  const train = (password: string) =>
    runTask("train", ["--dataset", clips, "--out", out, "--backbone", "logmel"], {
      YAMNET_KIT_CACHE: cache,
      MLFLOW_TRACKING_URI: address,
      MLFLOW_TRACKING_USERNAME: ADMIN.user,
      MLFLOW_TRACKING_PASSWORD: password,
      DENO_CERT: ca,
    });
  const refused = await train("wrong-password");
  assert.equal(refused.code, 1);
  assert.match(refused.err, /^Error: MLflow at https:.* refused: it does not know this user, .*$/m);
  assert.doesNotMatch(refused.err, /wrong-password|\n {4}at /);
  await assert.rejects(Deno.stat(out), Deno.errors.NotFound);
  const done = await train(ADMIN.password);
  assert.equal(done.code, 0, done.err);
}
