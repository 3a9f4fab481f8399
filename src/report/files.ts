import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ExploreResult } from '../results/explore.ts';
import { REPRO_FORMAT, type CampaignResult, type ExchangeRecord, type Finding, type Repro } from '../results/result.ts';

/** The files of a campaign, in one directory. */
export interface OutputFiles {
  /** Where the result is, or will be. */
  readonly resultPath: string;
  reproPath(finding: Pick<Finding, 'repro'>): string;
  writeRepro(finding: Finding, exchanges: readonly ExchangeRecord[], version: string): Promise<void>;
  /** Writes a repro that was made elsewhere. */
  writeReproOf(finding: Pick<Finding, 'repro'>, repro: Repro): Promise<void>;
  writeResult(result: CampaignResult): Promise<void>;
  writeExploration(result: ExploreResult): Promise<void>;
}

export const RESULT_FILE = 'result.json';
export const EXPLORATION_FILE = 'explore.json';
/** Where repros are, within the output directory. */
export const REPROS = 'repros';

/** Makes the directory where it is missing, with that of the repros; rejects where that cannot be done. */
export async function outputFiles(directory: string): Promise<OutputFiles> {
  await mkdir(join(directory, REPROS), { recursive: true });
  const resultPath = join(directory, RESULT_FILE);
  const reproPath = ({ repro }: Pick<Finding, 'repro'>) => join(directory, repro);
  return {
    resultPath,
    reproPath,
    writeRepro: (finding, exchanges, version) => writeJson(reproPath(finding), reproOf(finding, exchanges, version)),
    writeReproOf: (finding, repro) => writeJson(reproPath(finding), repro),
    writeResult: (result) => writeJson(resultPath, result),
    writeExploration: (result) => writeJson(join(directory, EXPLORATION_FILE), result),
  };
}

/** The repro of a finding, as its file holds it. */
export function reproOf(finding: Finding, exchanges: readonly ExchangeRecord[], version: string): Repro {
  const { rule, call, expected, found, conversation, scenario } = finding;
  return { format: REPRO_FORMAT, version, rule, call, expected, found, conversation, scenario, exchanges };
}

/** Writes beside the file first: whoever reads it, also after a crash, finds the old whole or the new whole. */
async function writeJson(path: string, value: unknown): Promise<void> {
  const beside = join(dirname(path), `.${String(process.pid)}-${crypto.randomUUID()}.tmp`);
  await writeFile(beside, `${JSON.stringify(value, null, 2)}\n`);
  await rename(beside, path);
}
