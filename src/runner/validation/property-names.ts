import PropertyHelper from '@openactive/data-model-validator/src/helpers/property.js';

/**
 * The validator works out anew, for each value that it looks at, by which names a property may go, and hashes its
 * contexts for that: two fifths of its time. The answer hangs on the property and the version only, so here it is
 * remembered.
 */
export function rememberPropertyNames(): void {
  const workOut = PropertyHelper.getPropertyKeyChecks.bind(PropertyHelper);
  const known = new Map<string, readonly string[]>();
  PropertyHelper.getPropertyKeyChecks = (property, version) => {
    const key = JSON.stringify([property, version]);
    const found = known.get(key) ?? workOut(property, version);
    known.set(key, found);
    return found;
  };
}
