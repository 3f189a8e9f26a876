import assert from "node:assert/strict";
import postgres from "postgres";
import { defineServiceTest } from "./test_services.ts";

defineServiceTest("x", ["databaseUrl"], async ({ databaseUrl }) => {
  const sql = postgres(databaseUrl);
  assert.equal((await sql`SELECT 1 AS one`)[0]?.one, 1);
  await sql.end();
});
