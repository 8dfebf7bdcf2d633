import { catalogOf } from '../../../../src/emulator/catalog/catalog.js';
import { isFieldPath } from '../../../../src/emulator/metadata/types/fieldNames.js';
import { testOrg } from '../../records/orgBuilder.js';

describe('isFieldPath', () => {
  const catalog = catalogOf(testOrg().org);

  it.each([
    ['Case', 'Subject', true],
    ['Case', 'Account.BillingAddress', true],
    // The owner of a case may be a queue; users have an alias, queues have none.
    ['Case', 'Owner.Alias', true],
    ['Case', 'Owner.Name', true],
    ['Case', 'Owner.Nothing', false],
    ['Case', 'Nothing.Name', false],
  ])('Given %s, When %s is named, Then the answer is %s', (object, path, expected) => {
    expect(isFieldPath(catalog, object, path)).toBe(expected);
  });
});
