import type { OutputFiles } from '../report/index.ts';
import type { CampaignEvent, CampaignResult } from '../results/result.ts';

/** Writes the files of a campaign: each repro as soon as it is found, the result at the end. */
export interface Recorder {
  listen(event: CampaignEvent): void;
  /** Writes the result. Resolves, when all is written, to what could not be. */
  end(result: CampaignResult): Promise<readonly string[]>;
}

export function recorder(files: OutputFiles, version: string): Recorder {
  const writes: Promise<string | undefined>[] = [];
  const write = (path: string, written: Promise<void>) => {
    writes.push(
      written.then(
        () => undefined,
        (error: unknown) => `${path} could not be written (${String(error)})`,
      ),
    );
  };
  return {
    listen: (event) => {
      if (event.kind !== 'finding') return;
      write(files.reproPath(event.finding), files.writeRepro(event.finding, event.exchanges, version));
    },
    end: async (result) => {
      write(files.resultPath, files.writeResult(result));
      return (await Promise.all(writes)).filter((problem) => problem !== undefined);
    },
  };
}
