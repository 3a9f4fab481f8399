import { judge, type CallRequest } from '../model/index.ts';
import type { Watch } from './watch.ts';

/** Whether a request has to be refused in every state that the target may be in, so that it changes nothing there. */
export const mustBeRefused = ({ belief, ground, at }: Watch, request: CallRequest): boolean =>
  belief.blind === undefined &&
  belief.worlds.every((world) => {
    const { outcomes } = judge(world, request, ground, at);
    return outcomes.length > 0 && outcomes.every(({ kind }) => kind === 'refused');
  });
