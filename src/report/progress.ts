import type { CampaignEvent, Finding } from '../results/result.ts';
import { count, counted, plain } from './plain.ts';

type Progress = Extract<CampaignEvent, { kind: 'progress' }>;

/** How far a campaign is, in one line. */
export function progressLine(progress: Progress): string {
  const { seconds, scenarios, requests, findings, transitions } = progress;
  return [
    `${seconds.toFixed(0)} s`,
    counted(scenarios, 'scenario'),
    counted(requests, 'request'),
    `${rate(requests, seconds)} a second`,
    counted(findings, 'distinct finding'),
    `${count(transitions.covered)} of ${counted(transitions.total, 'transition')}`,
    plain(progress.doing),
  ].join(' · ');
}

/** Requests a second; a dash before anything can be said. */
export const rate = (requests: number, seconds: number): string => (seconds > 0 ? count(requests / seconds) : '–');

/** Word of a finding as soon as it is made; the whole of it follows at the end. */
export const foundLine = ({ rule, call, requestsToDetect }: Finding): string =>
  `found ${rule.id} at ${plain(call)} (after ${counted(requestsToDetect, 'request')})`;
