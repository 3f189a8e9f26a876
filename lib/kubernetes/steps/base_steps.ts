import { applyPart } from "../manifests/apply_part.ts";
import { applySecrets, listSecrets } from "../secrets/apply_secrets.ts";
import { SECRETS_FOLDER } from "../places.ts";
import { readSecrets, writeSecrets } from "../secrets/secrets.ts";
import { waitForRollout } from "../pods/wait_for_rollout.ts";
import { buildImages, MLFLOW_IMAGES } from "../images/build_images.ts";
import { appliedText, type Step } from "./step.ts";

/** What minikube needs at most, image pulls included. */
const LIMIT_SECONDS = 600;

export const namespaceStep: Step = {
  name: "1",
  title: "namespace, settings and network policies",
  run: async ({ kubectl }) => appliedText(await applyPart(kubectl, "base")),
};

export const secretsStep: Step = {
  name: "2",
  title: "secrets",
  async run({ kubectl }) {
    const written = await writeSecrets(SECRETS_FOLDER, await listSecrets(kubectl));
    const added = await applySecrets(kubectl, await readSecrets(SECRETS_FOLDER));
    const made = written.length === 0 ? "" : `made ${written.join(" and ")}; `;
    return made + (added.length === 0 ? "the cluster had them" : `applied ${added.join(", ")}`);
  },
};

export const postgresStep: Step = {
  name: "3",
  title: "Postgres",
  async run({ kubectl }) {
    const changed = await applyPart(kubectl, "postgres");
    await waitForRollout(kubectl, "statefulset/postgres", { limitSeconds: LIMIT_SECONDS });
    return `ready (${appliedText(changed)})`;
  },
};

export const minioStep: Step = {
  name: "4",
  title: "MinIO",
  async run({ kubectl }) {
    const changed = await applyPart(kubectl, "minio");
    await waitForRollout(kubectl, "statefulset/minio", { limitSeconds: LIMIT_SECONDS });
    return `ready (${appliedText(changed)})`;
  },
};

export const mlflowStep: Step = {
  name: "5",
  title: "MLflow: its image, and the server",
  async run({ kubectl }) {
    const images = await buildImages(kubectl, MLFLOW_IMAGES);
    const changed = await applyPart(kubectl, "mlflow");
    await waitForRollout(kubectl, "deployment/mlflow", { limitSeconds: LIMIT_SECONDS });
    return `ready (${images}; ${appliedText(changed)})`;
  },
};
