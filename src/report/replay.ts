import type { ExchangeRecord, ReplayResult } from '../results/result.ts';
import { conversationLines } from './conversation.ts';
import type { Ink } from './ink.ts';
import { escapeUnseen, plain, plainJson, triesText } from './plain.ts';

/** Bodies longer than this are cut on a terminal; JSON (`--json`) has the whole. */
const LONGEST_BODY = 8_000;

/** A replay for a terminal: each exchange, the conversation with what the model admitted, the verdict. */
export function replayText(result: ReplayResult, ink: Ink): string {
  return [
    ...result.exchanges.map((exchange, index) => exchangeText(exchange, index + 1, ink)),
    conversationLines(result.conversation, ink, { admitted: true }).join('\n'),
    ...result.breaches.map((breach) => breachText(breach, ink)),
    verdictText(result, ink),
  ]
    .map((part) => `${part}\n`)
    .join('\n');
}

/** One request as a line of curl, ready to paste, and what came back. */
export function exchangeText(exchange: ExchangeRecord, number: number, ink: Ink): string {
  return [
    ink.bold(`Exchange ${String(number)}`),
    curl(exchange),
    ink.dim(
      exchange.noAnswer === undefined ? `→ ${String(exchange.status)}` : `→ no answer: ${plain(exchange.noAnswer)}`,
    ),
    ...(exchange.responseBody === undefined ? [] : [plainJson(exchange.responseBody, LONGEST_BODY)]),
  ].join('\n');
}

function curl({ method, url, headers, requestBody }: ExchangeRecord): string {
  const parts = [
    `curl --globoff -X ${method} ${quoted(plain(url, Infinity))}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(plain(`${name}: ${value}`, Infinity))}`),
    ...(requestBody === undefined ? [] : [`--data-binary ${quoted(bodyText(requestBody))}`]),
  ];
  return parts.join(' \\\n  ');
}

/** A deliberately malformed body is a text already. */
const bodyText = (body: unknown): string =>
  escapeUnseen(typeof body === 'string' ? body : JSON.stringify(body, null, 2));

/** For a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

function breachText({ rule, call, expected, found }: ReplayResult['breaches'][number], ink: Ink): string {
  return [
    `${ink.red('✗')} ${ink.bold(plain(rule.sentence))}`,
    `  ${rule.id} · ${rule.strength} · at ${plain(call)}`,
    `  expected: ${ink.green(plain(expected))}`,
    `  found:    ${ink.red(plain(found))}`,
  ].join('\n');
}

function verdictText({ verdict, reason, tries }: ReplayResult, ink: Ink): string {
  const colour = { reproduced: ink.red, 'not reproduced': ink.green, 'could not tell': ink.yellow }[verdict];
  const often = tries === undefined ? '' : ` (${triesText(tries)})`;
  return `${colour(verdict)}: ${plain(reason)}${often}`;
}
