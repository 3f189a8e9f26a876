import assert from "node:assert/strict";
import { serverAddress } from "./server_address.ts";

Deno.test("serverAddress() keeps a path that a proxy puts before MLflow's", () => {
  assert.equal(serverAddress("http://mlflow:5000").url, "http://mlflow:5000");
  assert.equal(serverAddress("https://host/team/mlflow//").url, "https://host/team/mlflow");
});

Deno.test("serverAddress() takes user and password out of the address", () => {
  assert.deepEqual(serverAddress("http://ada:p%40ss@mlflow:5000/"), {
    url: "http://mlflow:5000",
    authorization: `Basic ${btoa("ada:p@ss")}`,
  });
  assert.equal(serverAddress("http://mlflow").authorization, undefined);
});

Deno.test("serverAddress() refuses what is no server's address, without showing it", () => {
  const uris = ["http://", "ftp://ada:secret@h", "mlruns", "http://ada:secret@h:port"];
  for (const uri of [...uris, "http://ada:secret%@h"]) {
    assert.throws(
      () => serverAddress(uri),
      (error: Error) => error instanceof TypeError && !error.message.includes("secret"),
    );
  }
});
