import assert from "node:assert/strict";
import { planRegistration } from "./registration.ts";

const trackingUri = "http://127.0.0.1:5000";

Deno.test("planRegistration() plans nothing where no flag asks for it", () => {
  assert.equal(planRegistration({ trackingUri: "mlruns" }), undefined);
});

Deno.test("planRegistration() plans a version with its aliases and stage, on the server of the runs", () => {
  const planned = planRegistration({
    trackingUri,
    register: "back yard",
    alias: ["champion", "犬_1"],
    stage: "Staging",
  });
  assert.ok(planned);
  assert.deepEqual([planned.name, planned.aliases, planned.stage], [
    "back yard",
    ["champion", "犬_1"],
    "Staging",
  ]);
  assert.equal(planned.servers.registry.url, trackingUri);
});

Deno.test("planRegistration() says that a registry needs a server, without showing a password", () => {
  for (const uri of ["mlruns", "file:///data/mlruns", "postgresql://me:secret@host/db"]) {
    assert.throws(
      () => planRegistration({ trackingUri: uri, register: "yard" }),
      (error: Error) => {
        assert.equal(error.name, "UsageError");
        assert.match(
          error.message,
          /registry needs a server: .* in MLFLOW_TRACKING_URI, such as http:/,
        );
        assert.doesNotMatch(error.message, /secret/);
        return true;
      },
    );
  }
});

Deno.test("planRegistration() refuses an alias or a stage without a name, and what MLflow refuses", () => {
  const refused = [
    { alias: ["champion"] },
    { stage: "Staging" as const },
    ...["", " ", "a/b", "a:b", "..", "a\nb"].map((register) => ({ register })),
    ...["latest", "LATEST", "v3", "V12", "a b", "a/b", ""].map((alias) => ({
      register: "yard",
      alias: [alias],
    })),
  ];
  for (const flags of refused) {
    assert.throws(
      () => planRegistration({ trackingUri, ...flags }),
      { name: "UsageError" },
      JSON.stringify(flags),
    );
  }
});
