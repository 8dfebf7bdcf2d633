import fc from 'fast-check';
import { fromHeaders, markerHeaders, toHeaders } from '../../src/header/markerHeaders.js';
import { defaultMarkers } from '../../src/schema/provenanceDefaults.js';

const now = new Date('2026-06-01T12:00:00Z');
const synthetic = {
  'Provenance-Is-Synthetic': 'true',
  'Provenance-Generation-Source': 'faker%209.1',
  'Provenance-Creation-Timestamp': '2026-01-31T10:00:00Z',
};
const problemsOf = (headers: Parameters<typeof fromHeaders>[0]): string[] => {
  const reading = fromHeaders(headers, now);
  return reading.state === 'invalid'
    ? reading.problems.map(({ header, problem }) => `${header} ${problem}`)
    : [reading.state];
};

describe('marker headers', () => {
  it('Given the markers of the schema, When headers are listed, Then each marker has one, and no two share one', () => {
    expect(Object.keys(markerHeaders).sort()).toEqual(Object.keys(defaultMarkers).sort());
    expect(new Set(Object.values(markerHeaders).map((name) => name.toLowerCase())).size).toBe(4);
  });

  it('Given any provenance, When written and read, Then it comes back, whatever the case of the names', () => {
    const source = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .filter((text) => text.trim() !== '' && text.length <= 255 && text.isWellFormed());
    const time = fc.date({ min: new Date(0), max: now, noInvalidDate: true });
    fc.assert(
      fc.property(
        source,
        time,
        fc.option(source),
        fc.boolean(),
        (generationSource, creationTimestamp, batch, upper) => {
          const provenance = {
            isSynthetic: true as const,
            generationSource,
            creationTimestamp,
            ...(batch === null ? {} : { generationBatch: batch }),
          };
          const headers = Object.fromEntries(
            Object.entries(toHeaders(provenance)).map(([name, value]) => [
              upper ? name.toUpperCase() : name.toLowerCase(),
              value,
            ]),
          );
          for (const value of Object.values(headers)) expect(value).toMatch(/^[\x21-\x7e]+$/);
          expect(fromHeaders(headers, now)).toEqual({ state: 'stated', provenance });
        },
      ),
    );
    expect(fromHeaders(toHeaders({ isSynthetic: false }), now)).toEqual({
      state: 'stated',
      provenance: { isSynthetic: false },
    });
  });

  it('Given any headers at all, When read, Then there is an answer', () => {
    const name = fc.constantFrom(...Object.values(markerHeaders), 'Accept');
    fc.assert(
      fc.property(fc.dictionary(name, fc.oneof(fc.string(), fc.array(fc.string()))), (headers) => {
        expect(['stated', 'unstated', 'invalid']).toContain(fromHeaders(headers, now).state);
      }),
    );
  });

  it.each([
    [{}, ['unstated']],
    [{ accept: '*/*' }, ['unstated']],
    [{ ...synthetic, 'Provenance-Is-Synthetic': 'maybe' }, ['Provenance-Is-Synthetic is neither true nor false']],
    [
      { 'Provenance-Generation-Source': 'x' },
      [
        'Provenance-Is-Synthetic is missing although other markers are given',
        'Provenance-Creation-Timestamp is missing on a synthetic record',
      ],
    ],
    [
      { 'Provenance-Is-Synthetic': 'true' },
      [
        'Provenance-Generation-Source is missing on a synthetic record',
        'Provenance-Creation-Timestamp is missing on a synthetic record',
      ],
    ],
    [
      { ...synthetic, 'Provenance-Is-Synthetic': 'false' },
      [
        'Provenance-Generation-Source is set on a genuine record',
        'Provenance-Creation-Timestamp is set on a genuine record',
      ],
    ],
    [
      { ...synthetic, 'Provenance-Generation-Source': '%E0%A4' },
      ['Provenance-Generation-Source is not percent-encoded UTF-8'],
    ],
    [
      { ...synthetic, 'Provenance-Generation-Source': 'naïve' },
      ['Provenance-Generation-Source is not percent-encoded UTF-8'],
    ],
    [{ ...synthetic, 'Provenance-Generation-Source': '%20' }, ['Provenance-Generation-Source is empty']],
    [
      { ...synthetic, 'Provenance-Generation-Source': 'a'.repeat(256) },
      ['Provenance-Generation-Source is longer than 255 characters'],
    ],
    [
      { ...synthetic, 'Provenance-Creation-Timestamp': '2026-01-31' },
      ['Provenance-Creation-Timestamp is not a date and time'],
    ],
    [
      { ...synthetic, 'Provenance-Creation-Timestamp': '2026-13-31T10:00:00Z' },
      ['Provenance-Creation-Timestamp is not a date and time'],
    ],
    [
      { ...synthetic, 'Provenance-Creation-Timestamp': '2026-01-31T10:00:00' },
      ['Provenance-Creation-Timestamp is not a date and time'],
    ],
    [
      { ...synthetic, 'Provenance-Creation-Timestamp': '2026-06-01T12:00:01Z' },
      ['Provenance-Creation-Timestamp is in the future'],
    ],
    [
      { ...synthetic, 'provenance-is-synthetic': 'false' },
      ['Provenance-Is-Synthetic is given more than once, with other values'],
    ],
    [{ ...synthetic, 'Provenance-Is-Synthetic': ['true', 'true'] }, ['stated']],
  ])('Given %j, When read, Then: %j', (headers, expected) => {
    expect(problemsOf(headers)).toEqual(expected);
  });

  it.each([
    [{ generationSource: '', creationTimestamp: now }],
    [{ generationSource: 'a'.repeat(256), creationTimestamp: now }],
    [{ generationSource: '\ud800', creationTimestamp: now }],
    [{ generationSource: 'x', creationTimestamp: new Date(Number.NaN) }],
    [{ generationSource: 'x', creationTimestamp: new Date(8.64e15) }],
  ])('Given %j, When written, Then it is refused', (values) => {
    expect(() => toHeaders({ isSynthetic: true, ...values })).toThrow(RangeError);
  });
});
