import PropertyHelper from '@openactive/data-model-validator/src/helpers/property.js';

/** A function of a name and a version, worked out once for each. */
function once<Value>(
  work: (property: string | undefined, version: string) => Value,
): (property: string | undefined, version: string) => Value {
  const known = new Map<string, Map<string | undefined, { readonly value: Value }>>();
  return (property, version) => {
    const ofVersion = known.get(version) ?? new Map<string | undefined, { readonly value: Value }>();
    known.set(version, ofVersion);
    const found = ofVersion.get(property) ?? { value: work(property, version) };
    ofVersion.set(property, found);
    return found.value;
  };
}

/**
 * The validator works out anew, for each value that it looks at, what a property is and by which names it may go, and
 * hashes its contexts for that: half of its time. Without contexts the answer hangs on the property and the version only,
 * so here it is remembered.
 */
export function rememberProperties(): void {
  const workOut = PropertyHelper.getFullyQualifiedProperty.bind(PropertyHelper);
  const withoutContexts = once((property, version) => workOut(property, version, []));
  PropertyHelper.getFullyQualifiedProperty = (property, version, contexts = []) =>
    contexts.length === 0 ? withoutContexts(property, version) : workOut(property, version, contexts);
  PropertyHelper.getPropertyKeyChecks = once(PropertyHelper.getPropertyKeyChecks.bind(PropertyHelper));
}
