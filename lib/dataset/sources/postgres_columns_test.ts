import assert from "node:assert/strict";
import { findRoles } from "./postgres_columns.ts";
import type { DescribedRelation } from "./postgres_relation.ts";

/** A relation with these columns, of bytes where a name ends in "!". */
function relation(columns: string, primaryKey?: string): DescribedRelation {
  return {
    columns: columns.split(" ").map((name) => ({
      name: name.replace("!", ""),
      isBytes: name.endsWith("!"),
    })),
    primaryKey,
  };
}

Deno.test("findRoles() takes the column of bytes for the audio, and a primary key before an id", () => {
  const roles = findRoles(relation("id number category wav!", "number"), {});
  assert.deepEqual(roles.audio, { column: "wav", idColumn: "number" });
  assert.deepEqual(roles.needed, ["id", "category"]);
  assert.equal(findRoles(relation("id category wav!"), {}).id, "id");
  assert.throws(() => findRoles(relation("number category wav!"), {}), {
    message: /^wanted a column that tells its rows apart, .* Name one by --columns id=…$/,
  });
  const asked = findRoles(relation("id key category wav!", "id"), { columns: { id: "key" } });
  assert.equal(asked.id, "key");
});

Deno.test("findRoles() makes samples of rows, and calls audio without a name as its row", () => {
  const { needed, toSample } = findRoles(relation("id wav! fold category"), {});
  assert.deepEqual(needed, ["id", "fold", "category"]);
  const cells: Record<string, unknown> = { id: "7", category: "dog", fold: 3 };
  const { filepath, label, fold } = toSample(needed.map((name) => cells[name]), "7");
  assert.deepEqual({ filepath, label, fold }, { filepath: "7", label: "dog", fold: 3 });
  const named = findRoles(relation("id wav! File_Name category"), {});
  assert.ok(named.needed.includes("File_Name"));
});

Deno.test("findRoles() takes addresses where there are no bytes, or they are asked for", () => {
  const addressed = findRoles(relation("uri category"), {});
  assert.equal(addressed.audio, undefined);
  assert.equal(addressed.toSample(["s3://a/b.wav", "dog"], "1").filepath, "s3://a/b.wav");
  const asked = findRoles(relation("place category picture!"), { columns: { audio: "place" } });
  assert.equal(asked.audio, undefined);
  assert.deepEqual(asked.needed, ["place", "category"]);
});

Deno.test("findRoles() says what it cannot tell", () => {
  assert.throws(() => findRoles(relation("id category a! b!"), {}), {
    message:
      "several columns are of bytes: id, category, a, b. Name the audio's by --columns audio=…",
  });
  assert.equal(
    findRoles(relation("id category a! b!"), { columns: { audio: "b" } }).audio?.column,
    "b",
  );
  assert.throws(() => findRoles(relation("id category"), {}), {
    message: /^no column has the path of the audio; there are: id, category\./,
  });
  assert.throws(() => findRoles(relation("id wav!"), {}), { message: /^no column has the label/ });
});
