import assert from "node:assert/strict";
import { buildYamnet } from "./build_yamnet.ts";
import { int8Error, LARGEST_INT8_ERROR } from "./int8_error.ts";
import { miniYamnet, writeMiniYamnet } from "./mini_yamnet_test_data.ts";
import { readBackbone } from "./read_backbone.ts";

const open = async (model = miniYamnet(), precision: "int8" | "float32" = "int8") =>
  readBackbone(await buildYamnet(await writeMiniYamnet(model), precision), "mini.onnx");

Deno.test("int8Error() is small where 8-bit arithmetic is only coarse", async () => {
  const error = await int8Error(await open(), await open(miniYamnet(), "float32"));
  assert.ok(error > 0 && error < LARGEST_INT8_ERROR / 2, String(error));
});

Deno.test("int8Error() is large where sums come out wrong", async () => {
  const wrong = miniYamnet();
  const bias = wrong.tensors.find(({ name }) => name === "conv3/bias");
  assert.ok(bias?.data);
  bias.data = bias.data.map(() => 1000);
  const error = await int8Error(await open(wrong), await open(miniYamnet(), "float32"));
  assert.ok(error > LARGEST_INT8_ERROR, String(error));
});
