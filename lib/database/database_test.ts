import assert from "node:assert/strict";
import { openDatabase } from "./database.ts";

Deno.test("openDatabase() says what an address must look like, and does not show it", async () => {
  for (const url of ["mysql://me:secret@host/name", "postgresql://me:sec ret@:x/", "secret"]) {
    await assert.rejects(openDatabase(url), {
      message:
        "Cannot read DATABASE_URL: wanted postgresql://user:password@host:5432/name, with %-escapes for signs such as @ and / in the password",
    });
  }
});

Deno.test("openDatabase() says what to do where no server answers", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  await assert.rejects(
    openDatabase(`postgresql://me:secret@127.0.0.1:${port}/clips`, { retryDelayMs: 1 }),
    {
      message:
        `Cannot use the database clips at 127.0.0.1:${port} as me: connect ECONNREFUSED 127.0.0.1:${port}. ` +
        "Start Postgres (deno task services), or unset DATABASE_URL to do without",
    },
  );
});
