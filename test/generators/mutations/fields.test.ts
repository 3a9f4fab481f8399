import { expect } from 'chai';
import { describeMutation } from '../../../src/generators/mutations/apply.ts';
import { editField } from '../../../src/generators/mutations/fields.ts';
import { fieldMutations } from '../../../src/generators/mutations/field-mutations.ts';
import type { FieldEdit, FieldMutation } from '../../../src/generators/mutations/types.ts';
import { CALL_NAMES } from '../../../src/protocol/calls.ts';
import { BODIES, MINIMAL_B } from './bodies.ts';

const BODY = {
  '@type': 'Order',
  price: 3,
  customer: { '@type': 'Person', email: 'a@example.com' },
  'odd/~name': 'x',
  orderedItem: [{ position: 0 }, { position: 1 }],
};

const edited = (path: string, edit: FieldEdit) => editField(BODY, { kind: 'schema', path, edit });

describe('mutations of one field', () => {
  it('leave it out, of an object and of a list', () => {
    expect(edited('/customer/email', 'missing')).to.deep.equal({ ...BODY, customer: { '@type': 'Person' } });
    expect(edited('/orderedItem/0', 'missing')).to.deep.equal({ ...BODY, orderedItem: [{ position: 1 }] });
  });

  it('make it null, empty, of a wrong type, over-long', () => {
    expect(edited('/orderedItem/1/position', 'null').orderedItem).to.deep.equal([{ position: 0 }, { position: null }]);
    expect(edited('/@type', 'empty')['@type']).to.equal('');
    expect(edited('/orderedItem', 'empty').orderedItem).to.deep.equal([]);
    expect(edited('/customer', 'empty').customer).to.deep.equal({});
    expect(edited('/price', 'wrong-type').price).to.equal('text');
    expect(edited('/customer', 'wrong-type').customer).to.equal(12345);
    expect(edited('/customer/email', 'over-long').customer).to.have.property('email').with.lengthOf(10_000);
  });

  it('change its @type, add an unexpected property to it or to the body', () => {
    expect(edited('/customer', 'wrong-@type').customer).to.deep.equal({ '@type': 'Thing', email: 'a@example.com' });
    expect(edited('/customer', 'unexpected-property').customer).to.have.property('unexpected');
    expect(edited('', 'unexpected-property')).to.deep.equal({ ...BODY, unexpected: 'unexpected' });
  });

  it('put a wrong value where there was none', () => {
    expect(edited('/customer/telephone', 'null').customer).to.have.property('telephone', null);
    expect(edited('/customer/telephone', 'empty').customer).to.have.property('telephone', '');
  });

  it('read the escapes of JSON Pointer', () => {
    expect(edited('/odd~1~0name', 'null')['odd/~name']).to.equal(null);
  });

  it('do nothing where the path leads nowhere', () => {
    for (const path of [
      '/broker/name',
      '/orderedItem/2',
      '/orderedItem/2/position',
      '/price/x/y',
      '/orderedItem/x',
      '',
    ]) {
      expect(edited(path, 'null'), path).to.equal(BODY);
      expect(edited(path, 'missing'), path).to.equal(BODY);
    }
  });

  it('say in words what they do', () => {
    const describe = (path: string, edit: FieldEdit) => describeMutation({ kind: 'schema', path, edit });
    expect(describe('/orderedItem/0/position', 'missing')).to.equal('orderedItem[0].position left out');
    expect(describe('/customer/email', 'over-long')).to.equal('customer.email 10,000 letters long');
    expect(describe('', 'unexpected-property')).to.equal('body with an unexpected property');
  });

  it('come from the schema of the call’s body', () => {
    const paths = (mutations: readonly FieldMutation[]) => new Set(mutations.map(({ path }) => path));
    expect(paths(fieldMutations('B', BODIES.B))).to.include.all.keys(
      '',
      '/@context',
      '/brokerRole',
      '/broker/logo/url',
      '/customer/givenName',
      '/customer/address/postalCode',
      '/orderedItem/1/acceptedOffer',
      '/totalPaymentDue/price',
      '/payment/identifier',
    );
    expect(paths(fieldMutations('C1', BODIES.C1))).to.not.have.any.keys('/customer', '/payment/identifier');
    expect(paths(fieldMutations('B', MINIMAL_B)))
      .to.include('/orderProposalVersion')
      .and.not.include('/orderedItem');
    for (const call of CALL_NAMES.filter((name) => !Object.hasOwn(BODIES, name))) {
      expect(fieldMutations(call, {}), call).to.deep.equal([]);
    }
  });
});
