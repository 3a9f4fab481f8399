import validator from '@openactive/data-model-validator';
import { expect } from 'chai';
import { get, getArray, typeOf } from '../../src/protocol/json.ts';
import { OPPORTUNITY_TYPES } from '../../src/protocol/vocabulary.ts';
import { itemsOf, type Answer, type Kit } from './kit.ts';
import { withKit } from './with-kit.ts';

interface Finding {
  readonly severity: string;
  readonly type: string;
  readonly path: string;
}

/** What needs the internet: the list of activities. */
const LOOKED_UP = ['file_not_found', 'activity_not_in_activity_list'];
/** An empty page of a feed is what RPDE wants at its end. */
const EMPTY_PAGE = '$.items field_is_empty';
/** The specification demands this status at P (#step-by-step-process-description-0, vii); the data models do not know it. */
const PROPOSED = /orderItemStatus field_not_(allowed_in_spec|in_defined_values)$/;
/** What can be had at any time and place has neither; its own data model rules both out. */
const NOWHERE = /\.orderedItem\.(location|startDate) missing_required_field$/;
const isOnDemand = (body: unknown) =>
  getArray(body, 'orderedItem').every((item) => typeOf(get(item, 'orderedItem')) === 'OnDemandEvent');

async function failures(body: unknown, validationMode: string): Promise<readonly string[]> {
  const options = { validationMode, loadRemoteJson: false, rpdeItemLimit: 10 };
  const found = (await validator.validate(body, options)) as readonly Finding[];
  return found
    .filter(({ severity, type }) => severity === 'failure' && !LOOKED_UP.includes(type))
    .map(({ path, type }) => `${path} ${type}`)
    .filter((text) => text !== EMPTY_PAGE && !PROPOSED.test(text) && !(isOnDemand(body) && NOWHERE.test(text)));
}

/** The bodies of a whole conversation, each with the validator's name for what it is. */
async function conversation(kit: Kit, type: (typeof OPPORTUNITY_TYPES)[number]) {
  const simple = await kit.make({ type });
  const approval = await kit.make({ type, flow: 'OpenBookingApprovalFlow' });
  const [first, second] = [kit.uuid(), kit.uuid()];
  const bodies: [string, Answer][] = [
    ['C1Response', await kit.quote('C1', first, [simple])],
    ['C2Response', await kit.quote('C2', first, [simple, [simple, 1]])],
  ];
  const order = await kit.order('B', first, [simple, [simple, 1]]);
  const proposal = await kit.order('P', second, [approval]);
  await kit.cancel(first, itemsOf(order).slice(0, 1));
  bodies.push(['BResponse', order], ['PResponse', proposal], ['OrderStatus', await kit.send('status', first)]);
  await kit.act('accept-proposal', proposal);
  bodies.push(['OrdersFeed', await kit.request('GET', 'order-proposals-rpde')]);
  bodies.push(
    ['BResponse', await kit.confirm(second, proposal)],
    ['OrdersFeed', await kit.request('GET', 'orders-rpde')],
  );
  const full = await kit.make({ type, criteria: 'BookableNoSpaces' });
  if (full.id !== '') bodies.push(['C2ResponseOrderItemError', await kit.quote('C2', kit.uuid(), [full])]);
  for (const feed of ['session-series', 'scheduled-sessions', 'facility-uses', 'facility-use-slots']) {
    bodies.push(['BookableRPDEFeed', await kit.request('GET', `${kit.system.datasetSiteUrl}feeds/${feed}`)]);
  }
  for (const feed of [
    'individual-facility-uses',
    'individual-facility-use-slots',
    'course-instances',
    'headline-events',
    'events',
    'on-demand-events',
  ]) {
    bodies.push(['BookableRPDEFeed', await kit.request('GET', `${kit.system.datasetSiteUrl}feeds/${feed}`)]);
  }
  return bodies;
}

describe('bodies', () => {
  for (const type of OPPORTUNITY_TYPES) {
    it(
      `about a ${type} have nothing that the data model validator calls a failure`,
      withKit(async (kit) => {
        for (const [mode, { body }] of await conversation(kit, type)) {
          expect(body).to.not.equal(undefined);
          expect(await failures(body, mode), mode).to.deep.equal([]);
        }
      }),
    );
  }
});
