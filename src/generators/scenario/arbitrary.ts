import fc from 'fast-check';
import type { Scenario } from '../../model/scenario.ts';
import { generateScenario } from './generate.ts';
import type { GeneratorOptions } from './options.ts';
import { isScenario } from './parse.ts';
import { shrinkScenario } from './shrink.ts';

/** Scenarios that a target can play, made by walking the model; they shrink by value, with neither seed nor context. */
export const scenarioArbitrary = (options: GeneratorOptions): fc.Arbitrary<Scenario> => new ScenarioArbitrary(options);

class ScenarioArbitrary extends fc.Arbitrary<Scenario> {
  constructor(private readonly options: GeneratorOptions) {
    super();
  }

  override generate(random: fc.Random): fc.Value<Scenario> {
    return new fc.Value(generateScenario(random, this.options), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Scenario {
    return isScenario(value);
  }

  override shrink(value: Scenario): fc.Stream<fc.Value<Scenario>> {
    return fc.stream(shrinkScenario(value)).map((smaller) => new fc.Value(smaller, undefined));
  }
}
