import { expect } from 'chai';
import { get, isObject, type Json, type JsonObject } from '../../../src/protocol/json.ts';
import { checkBody } from '../../../src/runner/validation/check.ts';
import { disagreementOf, KNOWN_DISAGREEMENTS } from '../../../src/runner/validation/disagreements.ts';
import { ALLOWED } from './allowed.ts';
import { givenBodies, soundBody, type Given } from './bodies.ts';
import { FAULTS, type Case } from './cases.ts';

/** A body with the value at a path made otherwise; undefined takes it out. */
function edited(value: Json, [first, ...rest]: readonly (string | number)[], to: Json | undefined): Json {
  if (first === undefined) return to ?? null;
  if (Array.isArray(value))
    return value.map((element: Json, at) => (at === first ? edited(element, rest, to) : element));
  const object = isObject(value) ? value : {};
  const key = String(first);
  if (rest.length > 0) return { ...object, [key]: edited(get(object, key) ?? {}, rest, to) };
  return Object.fromEntries(
    Object.entries({ ...object, [key]: to }).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
}

describe('a body against the data models', () => {
  const reasons = new Set<string>();
  let given: readonly Given[];
  before(async () => {
    given = await givenBodies({}, ['ScheduledSession', 'IndividualFacilityUseSlot']);
  });

  const check = async ([, kind, type, path, to]: Case) => {
    const body = edited(soundBody(given, kind, type), path, to) as JsonObject;
    const checked = await checkBody(kind, body);
    if (checked === undefined) throw new Error('The validator has no mode for it.');
    return { body, ...checked };
  };

  for (const [what, kind, type, path, to, expected] of FAULTS) {
    it(`does not conform: ${what} (${kind})`, async () => {
      const { faults } = await check([what, kind, type, path, to]);
      expect(faults.map((fault) => `${fault.type} ${fault.place}`)).to.include(expected);
    });
  }

  for (const allowed of ALLOWED) {
    it(`conforms, though the validator says otherwise: ${allowed[0]} (${allowed[1]})`, async () => {
      const { faults, disagreements } = await check(allowed);
      expect(faults).to.deep.equal([]);
      for (const reason of disagreements) reasons.add(reason);
    });
  }

  it('is in no disagreement that none of these needs', () => {
    expect(KNOWN_DISAGREEMENTS.map(({ reason }) => reason)).to.have.members([...reasons]);
  });
});

describe('known disagreements', () => {
  it('each have a reason', () => {
    for (const { reason } of KNOWN_DISAGREEMENTS) expect(reason).to.match(/^[A-Z].*\.$/);
  });

  it('leave alone what no entry is about', () => {
    const missing = { type: 'missing_required_field', place: '$.seller', value: undefined };
    expect(disagreementOf('B', missing)).to.equal(undefined);
  });
});
