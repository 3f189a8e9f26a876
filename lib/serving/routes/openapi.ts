import { OpenAPIHono } from "@hono/zod-openapi";
import { KIT_VERSION } from "../../model/kit_version.ts";
import type { ServingEnv } from "../exchange.ts";
import { isFree } from "../middleware/free_paths.ts";

/**
 * `/openapi.json`, of the routes that an app has when it is first asked for.
 *
 * @param app All of whose routes are described.
 * @param wantsToken Whether requests need one, save those to free paths.
 */
export function openApiRoutes(
  app: OpenAPIHono<ServingEnv>,
  wantsToken: boolean,
): OpenAPIHono<ServingEnv> {
  const routes = new OpenAPIHono<ServingEnv>();
  let description: string | undefined;
  routes.get("/openapi.json", (c) => {
    description ??= JSON.stringify(describe(app, wantsToken));
    return c.body(description, 200, { "content-type": "application/json" });
  });
  return routes;
}

function describe(app: OpenAPIHono<ServingEnv>, wantsToken: boolean): unknown {
  const document = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "YAMNet Kit",
      version: KIT_VERSION,
      description: "Says what can be heard in recordings.",
      license: { name: "Apache-2.0" },
    },
    security: wantsToken ? [{ bearer: [] }] : [],
  });
  for (const [path, { get }] of Object.entries(document.paths ?? {})) {
    if (get && isFree(path)) get.security = [];
  }
  return document;
}
