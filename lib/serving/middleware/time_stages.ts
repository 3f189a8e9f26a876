import type { Context, Next } from "hono";
import type { ServingEnv } from "../exchange.ts";

/** Tells a client what its clips took, in milliseconds (https://www.w3.org/TR/server-timing/). */
export async function timeStages(c: Context<ServingEnv>, next: Next): Promise<void> {
  await next();
  const { clips, seconds } = c.get("exchange");
  if (clips === 0) return;
  const stages = Object.entries(seconds).map(([stage, seconds]) =>
    `${stage};dur=${(1000 * seconds).toFixed(2)}`
  );
  c.header("server-timing", stages.join(", "));
}
