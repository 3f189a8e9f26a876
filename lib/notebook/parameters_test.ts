import assert from "node:assert/strict";
import { commaList, wholeNumber } from "../cli/flags.ts";
import { choice, number, parsed, text } from "./parameters.ts";

/** Runs with a variable that no program reads. */
function withVariable(value: string, check: (name: string) => void): void {
  const name = "YAMNET_KIT_TEST_PARAMETER";
  Deno.env.set(name, value);
  try {
    check(name);
  } finally {
    Deno.env.delete(name);
  }
}

Deno.test("Parameters are read from variables", () => {
  withVariable("out/model", (name) => assert.equal(text(name), "out/model"));
  withVariable("0.5", (name) => assert.equal(number(name), 0.5));
  withVariable("mlp", (name) => assert.equal(choice(name, ["logistic", "mlp"]), "mlp"));
});

Deno.test("Parameters are undefined where a variable is empty or unset", () => {
  withVariable("", (name) => {
    assert.equal(text(name), undefined);
    assert.equal(number(name), undefined);
    assert.equal(choice(name, ["mlp"]), undefined);
    assert.equal(parsed(name, commaList), undefined);
  });
  assert.equal(text("YAMNET_KIT_TEST_PARAMETER"), undefined);
});

Deno.test("Parameters refuse other values, with what was wanted and what came", () => {
  withVariable("many", (name) =>
    assert.throws(() => number(name), {
      name: "UsageError",
      message: `Bad value for ${name}: wanted a number; got "many"`,
    }));
  withVariable("svm", (name) =>
    assert.throws(() => choice(name, ["logistic", "mlp"]), {
      name: "UsageError",
      message: `Bad value for ${name}: wanted logistic or mlp; got "svm"`,
    }));
});

Deno.test("Parameters are read as a script's flag reads them", () => {
  withVariable("dog, rain", (name) => assert.deepEqual(parsed(name, commaList), ["dog", "rain"]));
  withVariable("2.5", (name) =>
    assert.throws(() => parsed(name, wholeNumber(1)), {
      name: "UsageError",
      message: `Bad value for ${name}: wanted a whole number from 1; got "2.5"`,
    }));
});
