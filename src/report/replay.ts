import type { ExchangeRecord, ReplayExchange, ReplayResult } from '../results/result.ts';
import { conversationLines } from './conversation.ts';
import type { Ink } from './ink.ts';
import { escapeUnseen, plain, plainJson, triesText } from './plain.ts';

/** Bodies of answers longer than this are cut, unless the whole is asked for. */
const LONGEST_BODY = 2_000;

/** What a replay's text holds. */
export interface ReplayTextOptions {
  /** The conversation and the verdict, without the exchanges. */
  readonly quiet?: boolean;
  /** The bodies of answers as long as they are. */
  readonly whole?: boolean;
}

const NOTE =
  'Headers <of …> stand for credentials of the configuration. Ids are those of this run: to follow it by hand, make the opportunities anew, and take their @id, an offer and its price from the open feed, and a UUID of your own.';

/** A replay for a terminal: the target, each exchange, the conversation with what the model admitted, the verdict. */
export function replayText(
  result: ReplayResult & { readonly target: string },
  ink: Ink,
  { quiet = false, whole = false }: ReplayTextOptions = {},
): string {
  const longest = whole ? Infinity : LONGEST_BODY;
  const exchanges = result.exchanges.map((exchange, index) => exchangeText(exchange, index + 1, ink, longest));
  return [
    `target:       ${plain(result.target)}`,
    ...(quiet || exchanges.length === 0 ? [] : [ink.dim(NOTE), ...exchanges]),
    conversationLines(result.conversation, ink, { admitted: true }).join('\n'),
    ...result.breaches.map((breach) => breachText(breach, ink)),
    verdictText(result, ink),
  ]
    .map((part) => `${part}\n`)
    .join('\n');
}

/** One request as a line of curl, ready to paste, and what came back. */
export function exchangeText(exchange: ReplayExchange, number: number, ink: Ink, longest = LONGEST_BODY): string {
  return [
    ink.bold(`Exchange ${String(number)}: ${plain(exchange.step)}`),
    curl(exchange),
    ink.dim(
      exchange.noAnswer === undefined ? `→ ${String(exchange.status)}` : `→ no answer: ${plain(exchange.noAnswer)}`,
    ),
    ...(exchange.responseBody === undefined ? [] : [plainJson(exchange.responseBody, longest)]),
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
