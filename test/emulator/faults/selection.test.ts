import fc from 'fast-check';
import { callKinds, callOf, type Call } from '../../../src/emulator/faults/call.js';
import type { WrittenFaultPlan } from '../../../src/emulator/faults/faultPlan.js';
import { Faults } from '../../../src/emulator/faults/faults.js';

function call(method: string, url: string, body?: string): Call {
  const made = callOf(method, url, body);
  if (made === undefined) throw new Error(`${url} is no call to the org`);
  return made;
}

const V = '/services/data/v67.0';
const limits = call('GET', `${V}/limits`);

/** Which of `count` same calls are befallen, from 1. */
function struck(plan: WrittenFaultPlan, count: number, made = limits): number[] {
  const faults = new Faults();
  faults.set(plan);
  return Array.from({ length: count }, (_, index) => (faults.befall(made).length > 0 ? index + 1 : 0)).filter(Boolean);
}

type When = NonNullable<NonNullable<WrittenFaultPlan['faults']>[number]['when']>;

describe('Given occasions, when six calls come', () => {
  it.each<[When, number[]]>([
    [{}, [1, 2, 3, 4, 5, 6]],
    [{ nth: 2 }, [2]],
    [{ nth: [1, 5] }, [1, 5]],
    [{ every: 3 }, [3, 6]],
    [{ after: 4 }, [5, 6]],
    [{ times: 2 }, [1, 2]],
    [{ every: 2, times: 2 }, [2, 4]],
    [{ probability: 0 }, []],
    [{ probability: 1 }, [1, 2, 3, 4, 5, 6]],
  ])('Then %j befalls %j', (when, expected) => {
    expect(struck({ faults: [{ kind: 'unavailable', when }] }, 6)).toEqual(expected);
  });
});

describe('Given chance', () => {
  it('When the seed is the same, then so are the faults; with another seed they differ', () => {
    const plan = (seed: number): WrittenFaultPlan => ({
      seed,
      faults: [{ kind: 'unavailable', when: { probability: 0.5 } }],
    });
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        expect(struck(plan(seed), 64)).toEqual(struck(plan(seed), 64));
        expect(struck(plan(seed), 64)).not.toEqual(struck(plan(seed ^ 1), 64));
      }),
      { numRuns: 50 },
    );
  });

  it('When it is one in five, then about so many are befallen', () => {
    expect(
      struck({ seed: 3, faults: [{ kind: 'unavailable', when: { probability: 0.2 } }] }, 5000).length / 5000,
    ).toBeCloseTo(0.2, 1);
  });

  it('When another fault comes before it, then it befalls the same calls', () => {
    const latency = { kind: 'latency', ms: 0, when: { probability: 0.3 } } as const;
    const alone = new Faults();
    alone.set({ seed: 9, faults: [latency, { kind: 'slowBody', bytesPerSecond: 1 }] });
    const more = new Faults();
    more.set({ seed: 9, faults: [latency, { kind: 'slowBody', bytesPerSecond: 1, when: { probability: 0.5 } }] });
    for (let index = 0; index < 100; index++) {
      expect(alone.befall(limits)[0]?.fault.kind).toBe(
        more.befall(limits)[0]?.fault.kind === 'latency' ? 'latency' : 'slowBody',
      );
    }
  });
});

describe('Given selectors', () => {
  const soapBody = (operation: string): string =>
    `<e:Envelope xmlns:e="x"><e:Header><S><sessionId>t</sessionId></S></e:Header><e:Body><m:${operation} xmlns:m="y"/></e:Body></e:Envelope>`;
  it.each<[string, Call, string[], string | undefined]>([
    ['a query', call('GET', `//services/data/v67.0/query?q=x`), ['rest', 'query'], undefined],
    ['a tooling query', call('GET', `${V}/tooling/query/?q=x`), ['rest', 'tooling', 'query'], undefined],
    ['a describe', call('GET', `${V}/sobjects/Account/describe`), ['rest', 'describe'], undefined],
    ['a record', call('PATCH', `${V}/sobjects/Account/001`), ['rest', 'record'], undefined],
    ['a collection', call('POST', `${V}/composite/sobjects`), ['rest', 'composite'], undefined],
    ['a bulk job', call('PUT', `${V}/jobs/ingest/750/batches`), ['rest', 'bulk'], undefined],
    ['a token', call('POST', '/services/oauth2/token'), ['login'], undefined],
    ['an identity', call('GET', '/id/00D/005'), ['login'], undefined],
    ['a deploy', call('POST', '/services/Soap/m/67.0', soapBody('deploy')), ['soap', 'deploy'], 'deploy'],
    [
      'a poll',
      call('POST', '/services/Soap/m/67.0', soapBody('checkRetrieveStatus')),
      ['soap', 'retrieve'],
      'checkRetrieveStatus',
    ],
    [
      'a list',
      call('POST', '/services/Soap/m/67.0/00D', soapBody('listMetadata')),
      ['soap', 'metadata'],
      'listMetadata',
    ],
    ['a SOAP login', call('POST', '/services/Soap/u/67.0', soapBody('login')), ['soap', 'login'], 'login'],
    ['anything', call('GET', '/cometd'), ['other'], undefined],
  ])('When it is %s, then its kinds are known', (_what, { kinds, operation }, expected, name) => {
    expect({ kinds, operation }).toEqual({ kinds: expected, operation: name });
  });

  it('When a call is to the emulator itself, then it is none', () => {
    expect(callOf('GET', '//emulator/faults', undefined)).toBeUndefined();
  });

  it('When any text comes as a path, then it has kinds, and counts', () => {
    fc.assert(
      fc.property(fc.webPath(), fc.string(), (path, body) => {
        const made = callOf('POST', path, body);
        expect(made === undefined || made.kinds.every((kind) => callKinds.includes(kind))).toBe(true);
      }),
    );
  });

  const patch = call('PATCH', `${V}/sobjects/Account/001000000000001`);
  it.each<[object, boolean]>([
    [{ call: 'record' }, true],
    [{ call: ['query', 'record'] }, true],
    [{ call: 'query' }, false],
    [{ method: ['POST', 'PATCH'] }, true],
    [{ method: 'POST' }, false],
    [{ path: '*/sobjects/Account/*' }, true],
    [{ path: '/sobjects/Account' }, false],
    [{ path: '*.*' }, true],
    [{ operation: 'deploy' }, false],
    [{ call: 'record', method: 'PATCH', path: '*Account*' }, true],
    [{ call: 'record', method: 'POST' }, false],
  ])('When a fault is on %j, then whether it befalls a change of an account is %s', (on, expected) => {
    expect(struck({ faults: [{ kind: 'unavailable', on }] }, 1, patch).length > 0).toBe(expected);
  });

  it('When a fault makes no sense for a call, then it does not befall it', () => {
    expect(
      struck({ faults: [{ kind: 'deployHangs' }, { kind: 'retrieveTruncated' }, { kind: 'writeFails' }] }, 3),
    ).toEqual([]);
  });
});

describe('Given SOAP operations with names that every object has', () => {
  it('When they are counted, then each has its number', () => {
    const faults = new Faults();
    for (const name of ['constructor', '__proto__', 'constructor']) {
      faults.befall(call('POST', '/services/Soap/m/67.0', `<e:Body><${name}/></e:Body>`));
    }
    expect(Object.entries(faults.report().calls.byOperation)).toEqual([
      ['constructor', 2],
      ['__proto__', 1],
    ]);
  });
});
