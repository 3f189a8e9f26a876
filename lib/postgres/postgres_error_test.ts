import assert from "node:assert/strict";
import { databasePlace } from "./database_place.ts";
import { mayPass, postgresError } from "./postgres_error.ts";

/** An error as `pg` throws it. */
function coded(message: string, code: string, detail?: string): Error {
  return Object.assign(new Error(message), { code, ...(detail !== undefined && { detail }) });
}

Deno.test("databasePlace() tells no password, also where the address is wrong", () => {
  const place = databasePlace("postgresql://me:secret@db:5432/clips?sslmode=require", "IT");
  assert.equal(place, "clips at db:5432 as me");
  for (
    const url of [
      "mysql://me:secret@db/clips",
      "postgres://me:secret@db",
      "secret",
      "postgresql://me:12/secret@db/clips",
    ]
  ) {
    assert.throws(() => databasePlace(url, "IT"), { message: /^Cannot read IT: wanted [^]*$/ });
    assert.throws(() => databasePlace(url, "IT"), ({ message }) => !message.includes("secret"));
  }
});

Deno.test("postgresError() says why and what to do in one line, what is known of the place first", () => {
  const message = (cause: unknown) =>
    postgresError("Cannot do it", cause, "IT", { ENOTFOUND: "Ask" }).message;
  assert.equal(message(coded("no host", "ENOTFOUND")), "Cannot do it: no host. Ask");
  assert.equal(
    message(coded("wrong", "28P01")),
    "Cannot do it: wrong. Check user and password in IT",
  );
  assert.equal(
    message(coded("", "ECONNRESET")),
    "Cannot do it: ECONNRESET. Check that the server is up, and try again",
  );
  assert.equal(message(coded("a\n  b", "22012", "c")), "Cannot do it: a b (c)");
});

Deno.test("mayPass() tells a lost connection from a mistake, with a code or without", () => {
  assert.ok(mayPass(coded("cut", "57P01")));
  assert.ok(mayPass(new Error("Connection terminated unexpectedly")));
  assert.ok(!mayPass(coded("no such table", "42P01")));
  assert.ok(!mayPass(new Error("anything")));
});
