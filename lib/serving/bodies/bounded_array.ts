import { z } from "@hono/zod-openapi";

/** More than any list of a request needs. */
const MAX_ITEMS = 10_000;

/**
 * A list whose items are checked one by one, unless it is far too long: zod keeps an issue for each bad item,
 * which for the millions that a body has room for takes half a minute and gigabytes.
 */
export function boundedArray<Item extends z.ZodType>(
  item: Item,
): z.ZodPreprocess<z.ZodArray<Item>> {
  return z.preprocess((value, context) => {
    if (!Array.isArray(value) || value.length <= MAX_ITEMS) return value;
    context.addIssue({ code: "custom", message: `wanted at most ${MAX_ITEMS} of them` });
    return z.NEVER;
  }, z.array(item));
}
