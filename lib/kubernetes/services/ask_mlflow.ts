import type { z } from "zod";
import { describeIssue } from "../../storage/describe_issue.ts";
import { tryParseJson } from "../../storage/try_parse_json.ts";
import type { Kubectl } from "../programs/kubectl.ts";

/** One request from inside MLflow's pod, so that no port leaves the cluster: path as an argument, body on stdin. */
const ASK = `
import sys, urllib.error, urllib.request
body = sys.stdin.buffer.read() or None
headers = {"Content-Type": "application/json", "Host": "mlflow:5000"}
request = urllib.request.Request("http://127.0.0.1:5000/api/2.0/mlflow/" + sys.argv[1], body, headers)
try:
    print(urllib.request.urlopen(request, timeout=30).read().decode())
except urllib.error.HTTPError as error:
    sys.exit(f"{error.code}: {error.read().decode()[:500]}")
`;

/**
 * Asks MLflow's REST interface in the cluster.
 *
 * @param path "runs/search".
 * @param body Makes it a POST.
 */
export async function askMlflow<Answer>(
  kubectl: Kubectl,
  path: string,
  schema: z.ZodType<Answer>,
  body?: unknown,
): Promise<Answer> {
  const stdin = body === undefined ? "" : JSON.stringify(body);
  const args = ["exec", "--stdin", "deployment/mlflow", "--", "python3", "-c", ASK, path];
  const { code, out, err } = await kubectl.try(args, { stdin });
  if (code !== 0) throw new Error(`MLflow does not answer ${path}: ${err.trim()}`);
  const { success, data, error } = schema.safeParse(tryParseJson(out));
  if (success) return data;
  throw new Error(`MLflow's answer to ${path} is another than expected: ${describeIssue(error)}`);
}
