import fc from 'fast-check';

/** An arbitrary's parts: how values are drawn, told from others, and made simpler. */
export interface ByValueParts<T> {
  /** Draws a value with nothing but the randomness given: the same seed, the same value. */
  readonly draw: (random: fc.Random) => T;
  readonly accepts: (value: unknown) => value is T;
  /** Simpler values, the boldest first; every chain of them must end. */
  readonly simpler: (value: T) => Iterable<T>;
}

/**
 * An arbitrary that shrinks a value by looking at the value alone, so that one read from a file or taken from recorded
 * traffic shrinks as well as one that was just drawn.
 */
export function byValue<T>(parts: ByValueParts<T>): fc.Arbitrary<T> {
  return new ByValueArbitrary(parts);
}

class ByValueArbitrary<T> extends fc.Arbitrary<T> {
  constructor(private readonly parts: ByValueParts<T>) {
    super();
  }

  override generate(random: fc.Random): fc.Value<T> {
    return new fc.Value(this.parts.draw(random), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is T {
    return this.parts.accepts(value);
  }

  override shrink(value: T): fc.Stream<fc.Value<T>> {
    return fc.stream(this.values(value));
  }

  private *values(value: T): IterableIterator<fc.Value<T>> {
    for (const simpler of this.parts.simpler(value)) yield new fc.Value(simpler, undefined);
  }
}
