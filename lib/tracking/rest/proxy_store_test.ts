import assert from "node:assert/strict";
import { join } from "node:path";
import { downloadFolder } from "../../storage/download_folder.ts";
import { makeTempDir } from "../../storage/test_folder.ts";
import { MlflowClient } from "./mlflow_client.ts";
import { openArtifacts } from "./open_artifacts.ts";
import { QUICK } from "./test_server.ts";

/** A server on this machine which does what MLflow does not: with the path of each request that it got. */
function serve(answer: (path: string) => Response) {
  const asked: string[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, ({ url }) => {
    const path = new URL(url).pathname.replace("/api/2.0/mlflow-artifacts/artifacts", "");
    asked.push(path);
    return answer(path);
  });
  const settings = { ...QUICK, backoffSeconds: 0, maxRetries: 2 };
  const client = new MlflowClient(`http://127.0.0.1:${server.addr.port}`, settings);
  return {
    asked,
    open: () => openArtifacts("mlflow-artifacts:/1/run/artifacts", client),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

Deno.test("ProxyStore takes no path from a server that leads out of the folder, and writes nothing then", async () => {
  for (const path of ["../climbs", "/etc/passwd", "a/../../b", "%2e%2e/b", "C:\\b", "a//b"]) {
    await using server = serve((asked) =>
      asked === ""
        ? Response.json({ files: [{ path: "fine.txt" }, { path, is_dir: false }] })
        : new Response("content")
    );
    const folder = await makeTempDir();
    const store = await server.open();
    await assert.rejects(downloadFolder(store, join(folder, "model")), {
      name: "TypeError",
      message: /wanted a relative one that stays in its folder/,
    });
    assert.deepEqual([...Deno.readDirSync(folder)], []);
    assert.deepEqual(server.asked, [""]);
  }
});

Deno.test("ProxyStore asks anew for a file as often as it is told, and not also whether it is there", async () => {
  await using server = serve(() => new Response("", { status: 503 }));
  const place = join(await makeTempDir(), "copy");
  const store = await server.open();
  await assert.rejects(store.download("model.onnx", place), { name: "MlflowUnavailable" });
  assert.deepEqual(server.asked, Array(3).fill("/1/run/artifacts/model.onnx"));
});

Deno.test("ProxyStore looks once whether a file is there where the server cannot say", async () => {
  await using server = serve((path) =>
    path === ""
      ? Response.json({ files: [{ path: "other.txt", is_dir: false }] })
      : new Response("", { status: 500 })
  );
  const place = join(await makeTempDir(), "copy");
  const store = await server.open();
  await assert.rejects(store.download("model.onnx", place), {
    name: "MlflowError",
    message: /^Cannot read http.*\/1\/run\/artifacts\/model\.onnx: there is no such file$/,
  });
  assert.deepEqual(server.asked, ["/1/run/artifacts/model.onnx", ""]);
});
