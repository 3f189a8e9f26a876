import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { pythonEnv } from "../../python/python_env.ts";
import { definePythonTest } from "../../python/test_peer.ts";
import { makeTempDir } from "../../storage/test_folder.ts";
import { startTestServer } from "./test_server.ts";

const REQUIREMENTS = fileURLToPath(new URL("./requirements.txt", import.meta.url));

/**
 * Of schemathesis (https://schemathesis.readthedocs.io): no failure of the server, and answers as described.
 * That whatever the schema allows is taken is not asked for: no schema says which text is a recording.
 */
const CHECKS = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_headers_conformance",
  "response_schema_conformance",
  "negative_data_rejection",
  "unsupported_method",
];

definePythonTest(
  "schemathesis finds no request by /openapi.json that the server fails at or answers otherwise than described",
  [],
  async () => {
    const python = await pythonEnv(REQUIREMENTS);
    await using server = await startTestServer();
    const { code, stdout } = await new Deno.Command(join(dirname(python), "schemathesis"), {
      args: [
        "run",
        `${server.address}/openapi.json`,
        "--checks",
        CHECKS.join(),
        "--phases", // no answer leads on to another request
        "examples,coverage,fuzzing",
        "--max-examples",
        "3",
        "--seed",
        "7",
        "--no-color",
      ],
      cwd: await makeTempDir(),
    }).output();
    assert.equal(code, 0, new TextDecoder().decode(stdout));
  },
);
