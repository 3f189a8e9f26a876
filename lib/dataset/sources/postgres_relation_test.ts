import assert from "node:assert/strict";
import fc from "fast-check";
import { relationSql } from "./postgres_relation.ts";

Deno.test("relationSql() leaves nothing of a table's name outside of quotes but the dot", () => {
  const sign = fc.constantFrom('"', "'", ";", ".", "--", "\\", " ", "a", "\n", "$1");
  const name = fc.array(sign, { minLength: 1 }).map((signs) => signs.join(""));
  fc.assert(fc.property(name, (table) => {
    const sql = relationSql({ table });
    assert.match(sql, /^"([^"]|"")*"(\."([^"]|"")*")*$/);
  }));
  assert.equal(relationSql({ table: `audio.my "best" clips` }), `"audio"."my ""best"" clips"`);
});

Deno.test("relationSql() puts a query in brackets that its last comment does not hide", () => {
  assert.equal(relationSql({ query: "SELECT 1; \n" }), "(SELECT 1\n)");
  assert.equal(relationSql({ query: "SELECT 1 -- one" }), "(SELECT 1 -- one\n)");
});
