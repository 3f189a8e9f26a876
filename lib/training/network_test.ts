import assert from "node:assert/strict";
import { Random } from "../dataset/random.ts";
import { initializeGlorot, Network } from "./network.ts";

Deno.test("initializeGlorot() spreads weights evenly up to its limit on both sides, and leaves biases at zero", () => {
  const network = new Network([{ inputs: 90, outputs: 60, relu: true, dropout: 0 }]);
  initializeGlorot(network, new Random(3));
  const [layer] = network.layers;
  assert.ok(layer);
  const limit = Math.sqrt(6 / 150);
  const extent = [Math.min(...layer.weights) / limit, Math.max(...layer.weights) / limit] as const;
  assert.ok(
    extent[0] >= -1 && extent[0] < -0.99 && extent[1] <= 1 && extent[1] > 0.99,
    `${extent}`,
  );
  const variance = layer.weights.reduce((sum, weight) => sum + weight ** 2, 0) /
    layer.weights.length;
  assert.ok(Math.abs(variance / limit ** 2 - 1 / 3) < 0.02);
  assert.ok(layer.bias.every((bias) => bias === 0));
});
