import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { expect } from 'chai';
import { openSession } from '../../src/cli/session.ts';
import type { LaneStep } from '../../src/model/index.ts';
import { opportunityPool, tryScenario } from '../../src/runner/index.ts';
import { call, scenario } from '../seeds/kit.ts';

const STARTED = 'http.server.request.start';

const lane = (order: string, partner: 'primary' | 'secondary'): readonly LaneStep[] => [call('B', { order, partner })];

describe('lanes that run at once', () => {
  it('go over connections of their own, whoever makes the calls', async () => {
    const asked = scenario({ role: 'AgentBroker' }, [
      {
        do: 'lanes',
        lanes: [lane('a', 'primary'), lane('b', 'primary'), lane('a', 'secondary'), lane('c', 'secondary')],
      },
    ]);
    const sockets: Socket[] = [];
    const note = (message: unknown) => {
      const { request, socket } = message as { request: IncomingMessage; socket: Socket };
      if (request.method === 'PUT') sockets.push(socket);
    };
    const session = await openSession({});
    subscribe(STARTED, note);
    try {
      await tryScenario(session.facts, opportunityPool(session.facts), asked);
    } finally {
      unsubscribe(STARTED, note);
      await session.close();
    }
    expect(sockets).to.have.length(4);
    expect(new Set(sockets).size).to.equal(4);
  });
});
