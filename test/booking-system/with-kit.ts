import { startKit, type Kit } from './kit.ts';

/** A test of a sound booking system, which is stopped afterwards. */
export function withKit(test: (kit: Kit) => Promise<void>): () => Promise<void> {
  return async () => {
    const kit = await startKit();
    try {
      await test(kit);
    } finally {
      await kit.system.stop();
    }
  };
}
