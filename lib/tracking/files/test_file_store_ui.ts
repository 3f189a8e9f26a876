import { basename, dirname } from "node:path";
import { answers } from "../../services/answers.ts";
import { choosePort, LOOPBACK } from "../../services/ports.ts";
import type { Service } from "../../services/service.ts";
import { servicesProgram } from "../../services/services_env.ts";
import { startProgram } from "../../services/start_program.ts";

/** For tests: opens a file store as the README says, `mlflow ui --backend-store-uri ./mlruns`. */
export async function startFileStoreUi(root: string): Promise<Service> {
  const port = await choosePort("MLflow", undefined);
  const address = `http://${LOOPBACK}:${port}`;
  return await startProgram({
    name: "MLflow",
    command: [
      await servicesProgram("mlflow"),
      "ui",
      `--backend-store-uri=./${basename(root)}`,
      `--port=${port}`,
      "--workers=1",
    ],
    env: { MLFLOW_ALLOW_FILE_STORE: "true", MLFLOW_DISABLE_TELEMETRY: "true" },
    folder: dirname(root),
    address,
    isReady: () => answers(`${address}/health`),
  });
}
