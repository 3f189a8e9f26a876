import { OpenAPIHono } from "@hono/zod-openapi";
import { KIT_VERSION } from "../../model/kit_version.ts";
import type { ServingEnv } from "../exchange.ts";

/**
 * `/openapi.json`, of the routes that an app has when it is first asked for.
 *
 * @param app All of whose routes are described.
 */
export function openApiRoutes(app: OpenAPIHono<ServingEnv>): OpenAPIHono<ServingEnv> {
  const routes = new OpenAPIHono<ServingEnv>();
  let description: string | undefined;
  routes.get("/openapi.json", (c) => {
    description ??= JSON.stringify(app.getOpenAPI31Document({
      openapi: "3.1.0",
      info: {
        title: "YAMNet Kit",
        version: KIT_VERSION,
        description: "Says what can be heard in recordings.",
        license: { name: "Apache-2.0" },
      },
      security: [{}, { bearer: [] }],
    }));
    return c.body(description, 200, { "content-type": "application/json" });
  });
  return routes;
}
