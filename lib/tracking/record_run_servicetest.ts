import assert from "node:assert/strict";
import { defineServiceTest } from "../services/test_services.ts";
import { recordRun } from "./record_run.ts";
import { Empty } from "./rest/mlflow_answers.ts";
import { MlflowClient } from "./rest/mlflow_client.ts";
import { type ProxiedRequest, proxyTo } from "./rest/test_proxy.ts";
import { findRun, QUICK, runIds, uniqueName } from "./rest/test_server.ts";
import { serverTracker } from "./server/server_tracker.ts";
import { interruptRun, LONG_WORK } from "./test_interrupted_run.ts";

const tracker = (server: string) =>
  serverTracker(new MlflowClient(server, { ...QUICK, maxRetries: 1 }));

/** Where closing a run gets no answer but a gateway's. */
function unclosable(asked: ProxiedRequest[]) {
  return (request: ProxiedRequest) => {
    if (!request.path.endsWith("/runs/update")) return undefined;
    asked.push(request);
    return new Response("", { status: 502 });
  };
}

defineServiceTest(
  "recordRun() fails where the run cannot be closed, and waits for that once",
  ["mlflow"],
  async ({ mlflow }) => {
    const asked: ProxiedRequest[] = [];
    await using gateway = proxyTo(mlflow, unclosable(asked));
    const options = { experiment: uniqueName(), name: "run" };
    await assert.rejects(recordRun(tracker(gateway.address), options, () => Promise.resolve(7)), {
      name: "MlflowUnavailable",
      message: `MLflow at ${gateway.address} answered 502: Bad Gateway`,
    });
    assert.equal(asked.length, 2);
  },
);

defineServiceTest(
  "recordRun() fails where what was logged is refused at the end",
  ["mlflow"],
  async ({ mlflow }) => {
    const experiment = uniqueName();
    const client = new MlflowClient(mlflow, QUICK);
    const work = recordRun(tracker(mlflow), { experiment, name: "run" }, async (run) => {
      await run.logMetrics({ loss: 1 });
      await client.call("POST", "mlflow/runs/delete", { run_id: run.id }, Empty);
    });
    await assert.rejects(work, { name: "MlflowError", message: /must be in the 'active' state/ });
  },
);

defineServiceTest(
  "recordRun() marks the run as failed when the work throws, with what it had logged",
  ["mlflow"],
  async ({ mlflow }) => {
    const experiment = uniqueName();
    const work = recordRun(tracker(mlflow), { experiment, name: "run" }, async (run) => {
      await run.logMetrics({ loss: 1 });
      throw new Error("no data");
    });
    await assert.rejects(work, { message: "no data" });
    const [id = ""] = await runIds(mlflow, experiment);
    const { status, metricKeys } = await findRun(mlflow, id);
    assert.deepEqual([status, metricKeys.filter((key) => !key.startsWith("system/"))], [
      "FAILED",
      ["loss"],
    ]);
    assert.ok(metricKeys.includes("system/cpu_utilization_percentage"), `${metricKeys}`);
  },
);

defineServiceTest(
  "recordRun() ends soon when the process is told to stop and the server is away",
  ["mlflow"],
  async ({ mlflow }) => {
    await using gateway = proxyTo(mlflow, unclosable([]));
    const startedMs = performance.now();
    assert.equal(await interruptRun(gateway.address, LONG_WORK, "SIGTERM"), 143);
    assert.ok(performance.now() - startedMs < 20_000);
  },
);
