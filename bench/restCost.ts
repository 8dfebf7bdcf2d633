import type { Bench } from './bench.ts';
import { withGuardedOrg } from './guardedOrg.ts';
import { rateOf, rateRow, type Rate } from './rate.ts';

/** Calls a client has under way at a time. */
const CONCURRENCY = 8;
const CALLS = 1000;

type RestCost = { readonly describe: Rate; readonly insert: Rate };

export const restCost: Bench = {
  run: async () => {
    const result = await measureRestCost(CALLS);
    const rows = [rateRow('describe calls', result.describe), rateRow('REST inserts', result.insert)];
    return { result, tables: [{ heading: 'REST calls to an embedded org, Account with three guards', rows }] };
  },
};

/** How many describe calls and how many guarded inserts one embedded org answers in a second. */
async function measureRestCost(calls: number): Promise<RestCost> {
  return withGuardedOrg(CONCURRENCY, async (org) => {
    const describe = (): Promise<unknown> => org.call('GET', '/sobjects/Account/describe');
    const insert = (index: number): Promise<unknown> =>
      org.call('POST', '/sobjects/Account', JSON.stringify(account(index)));
    // The first calls compile what later ones run.
    await concurrently(calls / 5, describe);
    await concurrently(calls / 5, insert);
    return {
      describe: await rateOf(org, calls, 200, () => concurrently(calls, describe)),
      insert: await rateOf(org, calls * 5, 2000, () => concurrently(calls * 5, insert)),
    };
  });
}

/** One in two records is synthetic. */
function account(index: number): object {
  const own = { Name: `Account ${index}`, BillingCity: 'Berlin', NumberOfEmployees: index, Industry: 'Banking' };
  const markers = {
    Is_Synthetic__c: true,
    Generation_Source__c: 'bench',
    Creation_Timestamp__c: '2026-01-31T10:00:00Z',
  };
  return index % 2 === 0 ? { ...own, ...markers } : own;
}

async function concurrently(calls: number, call: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < calls) await call(next++);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, one));
}
