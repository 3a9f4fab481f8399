import { expect } from 'chai';
import * as fc from 'fast-check';
import type { Json } from '../../../src/protocol/json.ts';
import { ANSWER_RULES } from '../../../src/oracle/rules/index.ts';
import { readAnswer } from '../../../src/model/index.ts';
import { changed, respond, sightingOf, verdictsOn, type Path, type Scene } from './fixtures.ts';
import { SOUND } from './scenes.ts';

const VERDICTS = ['passed', 'violated', 'not applicable', 'inconclusive'];

/** Every path into a JSON value. */
function pathsOf(json: Json, path: Path = []): readonly Path[] {
  if (typeof json !== 'object' || json === null) return [path];
  return [
    path,
    ...Object.entries(json).flatMap(([key, value]: [string, Json]) =>
      pathsOf(value, [...path, Array.isArray(json) ? Number(key) : key]),
    ),
  ];
}

/** An acceptance that cannot be read says nothing, so no rule on answers sees it. */
const isReadable = (scene: Scene, response: Scene['response']): boolean =>
  readAnswer(scene.request, response).kind !== 'lost';

describe('rules on answers, of hostile answers', () => {
  const scenes = fc.constantFrom(...SOUND);

  it('give a verdict on any body', () => {
    fc.assert(
      fc.property(scenes, fc.jsonValue(), fc.constantFrom(200, 201, 204, 400, 404, 409, 500), (scene, body, status) => {
        const response = respond(status, body as Json);
        fc.pre(isReadable(scene, response));
        const verdicts = [...verdictsOn(sightingOf(scene, response)).values()];
        expect(VERDICTS).to.include.members(verdicts.map(({ kind }) => kind));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('give a verdict on a sound body with anything anywhere in it', () => {
    fc.assert(
      fc.property(scenes, fc.jsonValue(), fc.nat(), (scene, value, at) => {
        const { body } = scene.response;
        const paths = body.kind === 'json' ? pathsOf(body.value) : [[]];
        const response = changed(scene.response, paths[at % paths.length] ?? [], value as Json);
        fc.pre(isReadable(scene, response));
        const verdicts = [...verdictsOn(sightingOf(scene, response)).values()];
        expect(VERDICTS).to.include.members(verdicts.map(({ kind }) => kind));
      }),
      { seed: 2, numRuns: 1000 },
    );
  });

  it('say what was expected and what was found, or why they say nothing', () => {
    const scene = SOUND[0]!;
    for (const verdict of verdictsOn(sightingOf(scene, respond(200, {}))).values()) {
      const words =
        verdict.kind === 'violated' ? [verdict.expected, verdict.found] : 'reason' in verdict ? [verdict.reason] : [];
      for (const text of words) expect(text).to.be.a('string').that.is.not.empty;
    }
    expect(ANSWER_RULES).to.not.be.empty;
  });
});
