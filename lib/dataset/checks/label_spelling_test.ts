import assert from "node:assert/strict";
import fc from "fast-check";
import { clipFacts } from "./clip_facts_test_data.ts";
import { checkLabels } from "./check_labels.ts";
import { similarLabels } from "./label_spelling.ts";

const pairsOf = (counts: Record<string, number>) =>
  similarLabels(new Map(Object.entries(counts))).map(({ labels }) => labels);

Deno.test("similarLabels() finds labels that differ by case, blanks, signs or Unicode form", () => {
  assert.deepEqual(pairsOf({ "sea waves": 40, sea_waves: 40, "Sea-Waves": 1, dog: 40 }), [
    ["sea_waves", "sea waves"],
    ["Sea-Waves", "sea waves"],
  ]);
  assert.deepEqual(pairsOf({ "ﬁre": 1, fire: 2 }), [["ﬁre", "fire"]]);
});

Deno.test("similarLabels() finds a rare label one slip away from a common one", () => {
  const slips = ["roster", "roooster", "roostre", "Roster", "roosters"];
  for (const slip of slips) assert.deepEqual(pairsOf({ rooster: 40, [slip]: 2 }).length, 1, slip);
  assert.deepEqual(pairsOf({ helicopter: 40, helicoptor: 4 }), [["helicoptor", "helicopter"]]);
});

Deno.test("similarLabels() takes different things for different, however alike their names", () => {
  const different: [string, string][] = [
    ["cat", "cow"],
    ["cat", "car"],
    ["crow", "cow"],
    ["hen", "pen"],
    ["rain", "train"],
    ["room_1", "room_2"],
    ["class 10", "class 100"],
    ["rooster", "roasted"],
  ];
  for (const [one, other] of different) {
    assert.deepEqual(pairsOf({ [one]: 400, [other]: 1 }), [], `${one}, ${other}`);
  }
  assert.deepEqual(pairsOf({ mouse: 40, moose: 40 }), [], "both are common");
  assert.deepEqual(pairsOf({ mouse: 40, moose: 5 }), [], "not so rare");
});

Deno.test("similarLabels() has no false alarm among ESC-50's and many of AudioSet's words", () => {
  const words = (
    "dog rooster pig cow frog cat hen insects sheep crow rain sea_waves crackling_fire crickets " +
    "chirping_birds water_drops wind pouring_water toilet_flush thunderstorm crying_baby sneezing " +
    "clapping breathing coughing footsteps laughing brushing_teeth snoring drinking_sipping " +
    "door_wood_knock mouse_click keyboard_typing door_wood_creaks can_opening washing_machine " +
    "vacuum_cleaner clock_alarm clock_tick glass_breaking helicopter chainsaw siren car_horn engine " +
    "train church_bells airplane fireworks hand_saw bark bang bell belch beep bird boat boom bus " +
    "buzz chant cheering chicken chime chirp choir chop chuckle cluck clang crack creak croak " +
    "drawer drill drip drum duck echo fart fire flute fly giggle goat goose gong groan grunt guitar " +
    "gunshot harp hiccup hiss honk hoot horn horse howl hum humming jingle knock laughter meow moo " +
    "music neigh noise oink organ owl pant piano pigeon plop pour purr quack rattle ring roar rowing " +
    "rub rumble run saw scrape scratch screech scream shout shuffle sigh silence sing sizzle skid " +
    "slam slap slosh smash snake snap sneeze sniff snicker snoring snort sonar speech splash spray " +
    "squeak squeal squish steam stir stomach tap tear thud thump thunder tick tire toot trickle truck " +
    "trumpet tuba turkey vehicle violin walk whack wheeze whimper whip whir whisper whistle whoop " +
    "whoosh yawn yell yip zing zither"
  ).split(" ");
  const commonEach = words.flatMap((word) =>
    pairsOf({ ...Object.fromEntries(words.map((other) => [other, 1])), [word]: 40 })
  );
  assert.deepEqual(commonEach.map((pair) => pair.join(" ")), []);
});

Deno.test("similarLabels() gives the same pairs whatever the order, and never a label with itself", () => {
  const counts = fc.uniqueArray(fc.string({ unit: fc.constantFrom(..."abA _1"), maxLength: 7 }), {
    maxLength: 12,
  }).map((labels) => labels.map((label, i): [string, number] => [label, (i % 3) * 20 + 1]));
  const names = (entries: [string, number][]) =>
    similarLabels(new Map(entries)).map(({ labels }) => labels.toSorted().join("|")).sort();
  fc.assert(fc.property(counts, (entries) => {
    for (const { labels: [a, b] } of similarLabels(new Map(entries))) assert.notEqual(a, b);
    const ofDistinct = entries.map(([label], i): [string, number] => [label, 10 ** i]);
    assert.deepEqual(names(ofDistinct), names(ofDistinct.toReversed()));
  }));
});

Deno.test("similarLabels() is done within seconds with 50,000 labels of one clip each", () => {
  const label = (
    _: unknown,
    i: number,
  ): [string, number] => [`what is heard in recording ${i}x`, 1];
  const before = performance.now();
  assert.deepEqual(similarLabels(new Map(Array.from({ length: 50_000 }, label))), []);
  assert.ok(performance.now() - before < 5_000);
});

Deno.test("checkLabels() believes a clip that has both labels", () => {
  const labels = [["rooster"], ["Rooster"], ["rooster"]];
  const clips = labels.map((own, i) => clipFacts(`${i}`, { labels: own }));
  assert.deepEqual(checkLabels(clips).map(({ message, clips }) => [message, clips]), [[
    '"Rooster" (1) and "rooster" (2) differ by case, blanks or signs: one class under two names?',
    [["1"]],
  ]]);
  assert.deepEqual(checkLabels([...clips, clipFacts("3", { labels: ["rooster", "Rooster"] })]), []);
});
