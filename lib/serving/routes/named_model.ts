import { z } from "@hono/zod-openapi";
import type { Model } from "../../model/model.ts";
import { Problem } from "../problems/problem.ts";
import type { Serving } from "../serving.ts";

/** Of an address that names the model. */
export const ModelPath = z.object({
  model: z.string().openapi({ param: { name: "model", in: "path" } }),
});

/** Of an address that names a version too. */
export const VersionPath = ModelPath.extend({
  version: z.string().openapi({ param: { name: "version", in: "path" } }),
});

/**
 * The model that an address names: there is one only, the one that is served now.
 *
 * @throws {Problem} 404 at another name or version; 503 while there is none.
 */
export function namedModel(serving: Serving, name: string, version?: string): Model {
  using lease = serving.host.lease();
  checkName(lease.model, name, version);
  return lease.model;
}

/**
 * Checks a prediction too: while a request came in, another model may have taken over.
 *
 * @throws {Problem} 404 at another name or version.
 */
export function checkName(model: Model, name: string, version?: string): void {
  if (model.name === name && (version === undefined || model.version === version)) return;
  const what = version === undefined ? "model of this name" : "model of this name and version";
  throw new Problem(404, `There is no ${what}: see /v1/models, or /predict, which needs no name`);
}
