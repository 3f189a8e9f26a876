import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { defineAssetTest } from "../storage/test_assets.ts";
import { ZERO_SHOT_LABELS } from "./zero_shot_labels.ts";

/** ESC-50's classes (https://github.com/karolpiczak/ESC-50). */
const ESC_50 = `dog rooster pig cow frog cat hen insects sheep crow
  rain sea_waves crackling_fire crickets chirping_birds water_drops wind pouring_water toilet_flush thunderstorm
  crying_baby sneezing clapping breathing coughing footsteps laughing brushing_teeth snoring drinking_sipping
  door_wood_knock mouse_click keyboard_typing door_wood_creaks can_opening washing_machine vacuum_cleaner clock_alarm clock_tick glass_breaking
  helicopter chainsaw siren car_horn engine train church_bells airplane fireworks hand_saw`.split(
  /\s+/,
);

Deno.test("ZERO_SHOT_LABELS has all 50 classes of ESC-50, and no AudioSet class stands for two of them", () => {
  assert.equal(ESC_50.length, 50);
  const names = ESC_50.flatMap((label) => ZERO_SHOT_LABELS[label] ?? [`${label} is missing`]);
  assert.deepEqual(names.filter((name) => name.endsWith("is missing")), []);
  assert.deepEqual(names.filter((name, index) => names.indexOf(name) !== index), []);
});

defineAssetTest(
  "ZERO_SHOT_LABELS names only classes that YAMNet has",
  ["yamnet_class_map.csv"],
  async ([classMap = ""]) => {
    const rows = z.array(z.object({ display_name: z.string() }))
      .parse(parse(await Deno.readTextFile(classMap), { columns: true }));
    const known = new Set(rows.map(({ display_name }) => display_name));
    assert.equal(known.size, 521);
    assert.deepEqual(Object.values(ZERO_SHOT_LABELS).flat().filter((name) => !known.has(name)), []);
  },
);
