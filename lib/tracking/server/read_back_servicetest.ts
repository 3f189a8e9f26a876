import { pythonEnv } from "../../python/python_env.ts";
import { defineServiceTest } from "../../services/test_services.ts";
import { MlflowClient } from "../rest/mlflow_client.ts";
import { QUICK, uniqueName } from "../rest/test_server.ts";
import { recordAndReadBack } from "../test_read_runs.ts";
import { serverTracker } from "./server_tracker.ts";

defineServiceTest(
  "MLflow's client reads what serverTracker() records",
  ["mlflow"],
  async ({ mlflow }) => {
    const tracker = serverTracker(new MlflowClient(mlflow, QUICK));
    await recordAndReadBack(tracker, mlflow, uniqueName(), await pythonEnv(), Number.MAX_VALUE);
  },
);
