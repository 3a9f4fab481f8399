import { ending, secondsOf, type Campaign } from './campaign-state.ts';

/** What is under way when a campaign is over has a little time to end by itself; then it is cut short. */

const LOOK_EVERY_MS = 250;
/** What is under way when the time is over may take so much longer. */
const GRACE_SECONDS = 3;

function isOverdue(campaign: Campaign): boolean {
  const over = ending(campaign);
  if (over === 'interrupted' || over === 'target lost') return true;
  const { seconds } = campaign.options.budgets;
  return seconds !== undefined && secondsOf(campaign) >= seconds + GRACE_SECONDS;
}

/** Ends requests and waits that outlast the campaign, in real time, until `done` is called. */
export function cutShort(campaign: Campaign): { readonly done: () => void } {
  if (campaign.options.realTime !== true) return { done: () => undefined };
  const timer = setInterval(() => {
    if (!isOverdue(campaign)) return;
    campaign.over.abort();
    campaign.options.target.interrupt();
  }, LOOK_EVERY_MS);
  return {
    done: () => {
      clearInterval(timer);
    },
  };
}
