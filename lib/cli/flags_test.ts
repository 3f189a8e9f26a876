import assert from "node:assert/strict";
import { commaList, commaPairs, numberFrom, wholeNumber } from "./flags.ts";

Deno.test("wholeNumber() takes whole numbers from its minimum on, and no empty text for 0", () => {
  assert.equal(wholeNumber(0).parse("0"), 0);
  assert.equal(wholeNumber(1).parse("12"), 12);
  for (const text of ["", " ", "-1", "1.5", "many", "Infinity", "9007199254740993"]) {
    assert.equal(wholeNumber(0).safeParse(text).success, false, text);
  }
  assert.equal(
    wholeNumber(2).safeParse("1").error?.issues[0]?.message,
    "wanted a whole number from 2",
  );
});

Deno.test("numberFrom() takes finite numbers that hold, and no empty text for 0", () => {
  const positive = numberFrom("wanted a number above 0", (value) => value > 0);
  assert.equal(positive.parse("1e-3"), 0.001);
  for (const text of ["", "0", "NaN", "Infinity", "1,5"]) {
    assert.equal(positive.safeParse(text).error?.issues[0]?.message, "wanted a number above 0");
  }
});

Deno.test("commaList takes words with commas between them, spaces around them aside", () => {
  assert.deepEqual(commaList.parse("dog, rain ,,"), ["dog", "rain"]);
  assert.equal(commaList.safeParse(" , ").success, false);
});

Deno.test("commaPairs takes names and values, which may be empty or have an equals sign", () => {
  assert.deepEqual(commaPairs.parse("path=file_name, label=a=b,start="), {
    path: "file_name",
    label: "a=b",
    start: "",
  });
  for (const text of ["", "path", "=x", "path=a,,label=b"]) {
    assert.equal(commaPairs.safeParse(text).success, false, text);
  }
});
