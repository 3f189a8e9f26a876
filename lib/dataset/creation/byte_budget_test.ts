import assert from "node:assert/strict";
import fc from "fast-check";
import { ByteBudget } from "./byte_budget.ts";

const soon = () => new Promise((resolve) => setTimeout(resolve));

Deno.test("ByteBudget lets in what fits, and the rest when there is room, first come first served", async () => {
  const budget = new ByteBudget(10);
  const order: string[] = [];
  const hold = async (name: string, bytes: number) => {
    const reservation = await budget.reserve(bytes);
    order.push(name);
    return reservation;
  };
  const [a, b] = await Promise.all([hold("a", 6), hold("b", 4)]);
  const [c, d] = [hold("c", 8), hold("d", 1)];
  await soon();
  assert.deepEqual(order, ["a", "b"], "d would fit, but c came first");
  b[Symbol.dispose]();
  await soon();
  assert.deepEqual(order, ["a", "b"]);
  a[Symbol.dispose]();
  await Promise.all([c, d]);
  assert.deepEqual(order, ["a", "b", "c", "d"]);
});

Deno.test("ByteBudget lets in alone what is more than all", async () => {
  const budget = new ByteBudget(10);
  const small = await budget.reserve(1);
  let isIn = false;
  const large = budget.reserve(100).then((reservation) => {
    isIn = true;
    return reservation;
  });
  await soon();
  assert.equal(isIn, false);
  small[Symbol.dispose]();
  (await large)[Symbol.dispose]();
});

Deno.test("ByteBudget counts what turns out to be larger or smaller than it was taken for", async () => {
  const budget = new ByteBudget(10);
  const guessed = await budget.reserve(9);
  let isIn = false;
  const next = budget.reserve(5).then(() => isIn = true);
  guessed.correct(20);
  await soon();
  assert.equal(isIn, false);
  guessed.correct(5);
  await next;
});

Deno.test("ByteBudget never holds more than its limit, but for one alone, and keeps nobody waiting for ever", async () => {
  const sizes = fc.array(fc.nat({ max: 15 }), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(sizes, async (all) => {
      const budget = new ByteBudget(10);
      const held: number[] = [];
      await Promise.all(all.map(async (bytes) => {
        using _ = await budget.reserve(bytes);
        held.push(bytes);
        const sum = held.reduce((total, each) => total + each, 0);
        assert.ok(sum <= 10 || held.filter((each) => each > 0).length === 1, held.join());
        await Promise.resolve();
        held.splice(held.indexOf(bytes), 1);
      }));
    }),
    { numRuns: 50 },
  );
});
