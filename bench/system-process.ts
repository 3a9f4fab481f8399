import { adjustableClock, startBookingSystem } from '../src/booking-system/index.ts';

/**
 * The embedded booking system in a process of its own, as a target is. Its parent is told the dataset site's URL, and
 * sends milliseconds by which to move the clock on.
 */

const [port] = process.argv.slice(2);
const clock = adjustableClock();
const system = await startBookingSystem({ clock, ...(port === undefined ? {} : { port: Number(port) }) });

process.on('message', (ms: number) => {
  clock.advance(ms);
  process.send?.('moved');
});
process.on('disconnect', () => {
  void system.stop();
});
process.send?.(system.datasetSiteUrl);
