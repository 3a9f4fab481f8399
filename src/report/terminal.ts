import type { CampaignResult, Finding } from '../results/result.ts';
import { byKind, findingLines, KINDS, type Places } from './finding.ts';
import type { Ink } from './ink.ts';
import { summaryLines } from './summary.ts';

/** Where the files of a campaign are and what to type next, for the reader. */
export interface Guide extends Places {
  readonly resultPath: string;
  readonly againCommand: string;
}

/** The whole of a campaign's result for a terminal: each distinct finding, the gravest first, then the summary. */
export function campaignText(result: CampaignResult, guide: Guide, ink: Ink): string {
  const kinds = byKind(result.findings);
  const order = kinds.flatMap(([, ofKind]) => ofKind);
  const block = (finding: Finding) =>
    findingLines(finding, `${String(order.indexOf(finding) + 1)}.`, guide, ink).join('\n');
  const findings = kinds.flatMap(([kind, ofKind]) => [ink.underline(KINDS[kind]), ...ofKind.map(block)]);
  const summary = summaryLines(result, { result: guide.resultPath, again: guide.againCommand }, ink).join('\n');
  return [...findings, summary].map((part) => `${part}\n`).join('\n');
}
