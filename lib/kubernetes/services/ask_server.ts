import { z } from "zod";
import { InferenceAnswer } from "../../serving/answers/inference_answer.ts";
import { ModelMetadata } from "../../serving/answers/inference_metadata.ts";
import { describeIssue } from "../../storage/describe_issue.ts";
import { tryParseJson } from "../../storage/try_parse_json.ts";
import { MODEL_NAME } from "./champion.ts";
import type { Kubectl } from "../programs/kubectl.ts";

/** What the server hears in a clip. */
export interface Heard {
  label: string;
  /** From 0 to 1. */
  score: number;
  /** The registry's, of the model that heard it. */
  version: string;
}

const Labels = z.array(z.string());

/**
 * Has the server in the cluster predict a clip, by KServe's V2 protocol. Through the API server, which reaches
 * the Service: no port leaves the cluster.
 *
 * @param wav A WAV file.
 * @throws {Error} if there is no answer, or another than expected.
 */
export async function predictInCluster(kubectl: Kubectl, wav: Uint8Array): Promise<Heard> {
  const service = `/api/v1/namespaces/${kubectl.namespace}/services/yamnet-serve:80/proxy`;
  const model = `${service}/v2/models/${MODEL_NAME}`;
  const facts = parseAnswer(ModelMetadata, await kubectl.run(["get", "--raw", model]));
  const labels = Labels.parse(tryParseJson(facts.parameters.labels));
  const audio = { name: "audio", datatype: "BYTES", shape: [1], data: [wav.toBase64()] };
  const stdin = JSON.stringify({ inputs: [audio], outputs: [{ name: "probabilities" }] });
  const text = await kubectl.run(["create", "--raw", `${model}/infer`, "--filename=-"], { stdin });
  const { model_version, outputs } = parseAnswer(InferenceAnswer, text);
  const scores = outputs[0]?.data ?? [];
  const score = Math.max(...scores);
  const label = labels[scores.indexOf(score)];
  if (label === undefined) throw new Error(`The server's answer has no scores: ${text}`);
  return { label, score, version: model_version ?? "" };
}

function parseAnswer<Answer>(schema: z.ZodType<Answer>, text: string): Answer {
  const { success, data, error } = schema.safeParse(tryParseJson(text));
  if (success) return data;
  throw new Error(
    `The server's answer is another than expected: ${describeIssue(error)}. It said: ${
      text.slice(0, 300)
    }`,
  );
}
