import type { Context } from "hono";

/** What a request says of its body, without parameters: `application/json`. */
export function mediaType(c: Context): string {
  const [type = ""] = (c.req.header("content-type") ?? "").split(";");
  return type.trim().toLowerCase();
}
