import assert from "node:assert/strict";
import { defineServiceTest } from "../../services/test_services.ts";
import { withEmptyCache } from "../../storage/test_environment.ts";
import { modelRegistry } from "../../tracking/model_registry.ts";
import { quickServers, registerChampion } from "../../tracking/models/test_registry.ts";
import { Empty } from "../../tracking/rest/mlflow_answers.ts";
import { uniqueName } from "../../tracking/rest/test_server.ts";
import type { LogEntry } from "../telemetry/log.ts";
import { PredictAnswer } from "../answers/predict_answer.ts";
import { postWav, startTestServer, until } from "../tests/test_server.ts";

defineServiceTest(
  "A server follows a registry's alias under load without a failed request, and outlives an alias that is gone",
  ["mlflow"],
  ({ mlflow }) =>
    withEmptyCache(async () => {
      const name = uniqueName();
      const servers = quickServers(mlflow);
      const register = (factor: number) => registerChampion(mlflow, name, factor);
      const digests = [await register(1)];
      const log: LogEntry[] = [];
      await using server = await startTestServer({
        model: `models:/${name}@champion`,
        registry: modelRegistry(mlflow),
        watchSeconds: 0.5,
        log: (entry) => void log.push(entry),
      });
      const seen = new Map<string, string>();
      const statuses = new Set<number>();
      let isOver = false;
      const clients = Array.from({ length: 4 }, async () => {
        while (!isOver) {
          const response = await postWav(server.address);
          statuses.add(response.status);
          const { model } = PredictAnswer.parse(await response.json());
          seen.set(model.version ?? "", model.digest);
        }
      });
      await until("version 1 answers", () => seen.has("1"));
      digests.push(await register(2));
      await until("version 2 answers", () => seen.has("2"));

      const alias = `mlflow/registered-models/alias`;
      await servers.registry.call("DELETE", alias, { name, alias: "champion" }, Empty);
      await until("it is told", () => log.some(({ event }) => event === "model unknown"));
      isOver = true;
      await Promise.all(clients);
      assert.deepEqual([...statuses], [200]);
      assert.deepEqual([...seen], [["1", digests[0]], ["2", digests[1]]]);
    }),
);
