import type { Io } from './io.ts';

/** Writes a catalogue: as JSON, or a line an entry under a heading for each topic. */
export function writeCatalogue<Entry extends { readonly id: string; readonly sentence: string }>(
  io: Pick<Io, 'stdout'>,
  entries: readonly Entry[],
  { json, topicOf }: { readonly json: boolean; readonly topicOf: (entry: Entry) => string },
): void {
  io.stdout.write(json ? asJson(entries) : asText(entries, topicOf));
}

export const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

function asText<Entry extends { readonly id: string; readonly sentence: string }>(
  entries: readonly Entry[],
  topicOf: (entry: Entry) => string,
): string {
  const topics = [...new Set(entries.map(topicOf))];
  const blocks = topics.map((topic) => {
    const lines = entries
      .filter((entry) => topicOf(entry) === topic)
      .map(({ id, sentence }) => `  ${id}\n      ${sentence}\n`);
    return `${topic}\n${lines.join('')}`;
  });
  return blocks.join('\n');
}
