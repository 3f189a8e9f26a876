import { openBackboneModel } from "../model/backbone_model.ts";
import { tinyBackbone } from "../model/test_parts.ts";
import { modelPredictor, type Predictor } from "./predictor.ts";

/** For tests: a small real model, and how often it was asked. */
export async function openTestPredictor(): Promise<
  Disposable & { predictor: Predictor; readonly asked: string[] }
> {
  const model = await openBackboneModel(tinyBackbone(), { workers: 1 });
  const predictor = modelPredictor(model);
  const asked: string[] = [];
  return {
    predictor: {
      ...predictor,
      predict(clip, file, wanted) {
        asked.push(file);
        return predictor.predict(clip, file, wanted);
      },
    },
    asked,
    [Symbol.dispose]: () => model[Symbol.dispose](),
  };
}

/** For tests: a predictor whose machine is switched off at the n-th file. */
export function failing(predictor: Predictor, file: number): Predictor {
  let calls = 0;
  return {
    ...predictor,
    concurrency: 1,
    predict(...words) {
      if (++calls === file) throw new Error("switched off");
      return predictor.predict(...words);
    },
  };
}
