import { openOrg } from '../../../src/emulator/org/embeddedOrg.js';
import { Storage } from '../../../src/emulator/org/storage.js';
import {
  createRecord,
  deleteRecord,
  ensureAdmin,
  undeleteRecord,
  updateRecord,
} from '../../../src/emulator/records/records.js';
import { deletedRecords, updatedRecords } from '../../../src/emulator/records/replication.js';
import { thrownBy } from './orgBuilder.js';

/** An org whose clock the test moves. */
function movingOrg(): { target: Parameters<typeof deletedRecords>; at: (time: string) => void } {
  let now = new Date('2026-03-01T12:00:00Z');
  const org = openOrg({ name: 'prod', kind: 'production', storage: new Storage(), now: () => now });
  return {
    target: [org, ensureAdmin(org), 'Account', { start: undefined, end: undefined }],
    at: (time) => {
      now = new Date(`2026-03-${time}Z`);
    },
  };
}

const { target, at } = movingOrg();
const [org, admin] = target;
const span = (start: string, end: string): { start: string; end: string } => ({
  start: `2026-03-${start}Z`,
  end: `2026-03-${end}Z`,
});

describe('Given records that are created, changed, deleted and brought back over time', () => {
  let kept: string;
  let gone: string;
  let back: string;
  beforeAll(() => {
    const create = (): string => createRecord(org, admin, 'Account', { Name: 'A' }).id;
    at('02T08:00:10');
    kept = create();
    at('02T09:00:00');
    gone = create();
    back = create();
    at('03T10:00:30');
    updateRecord(org, admin, 'Account', kept, { Name: 'B' });
    deleteRecord(org, admin, 'Account', gone);
    deleteRecord(org, admin, 'Account', back);
    at('04T10:00:00');
    undeleteRecord(org, admin, back);
    at('05T00:00:00');
  });

  it('Then updated lists what a span saw created, changed or brought back last', () => {
    expect(updatedRecords(org, admin, 'Account', span('02T00:00:00', '04T00:00:00'))).toEqual({
      ids: [kept],
      latestDateCovered: '2026-03-04T00:00:00.000+0000',
    });
    expect(updatedRecords(org, admin, 'account', span('04T10:00:00', '04T11:00:00')).ids).toEqual([back]);
  });

  it('Then deleted lists what was deleted in the span and is deleted still', () => {
    expect(deletedRecords(org, admin, 'Account', span('03T00:00:00', '04T00:00:59'))).toEqual({
      deletedRecords: [{ id: gone, deletedDate: '2026-03-03T10:00:30.000+0000' }],
      earliestDateAvailable: '2026-03-01T12:00:00.000+0000',
      latestDateCovered: '2026-03-04T00:00:00.000+0000',
    });
  });

  it('Then seconds do not count, and offsets do', () => {
    const ids = (start: string, end: string): string[] => updatedRecords(org, admin, 'Account', { start, end }).ids;
    expect(ids('2026-03-03T10:00:59Z', '2026-03-03T10:02:00Z')).toEqual([kept]);
    expect(ids('2026-03-03T09:58:00Z', '2026-03-03T10:00:59Z')).toEqual([]);
    expect(ids('2026-03-03T12:00:00+02:00', '2026-03-03T12:05:00+0200')).toEqual([kept]);
    // A plus sign that an address does not escape arrives as a space.
    expect(ids('2026-03-03T12:00:00 02:00', '2026-03-03T12:05:00 02:00')).toEqual([kept]);
  });

  it.each([
    ['no start', undefined, '2026-03-03T00:00:00Z'],
    ['no time of day', '2026-03-03', '2026-03-04'],
    ['no such day', '2026-02-31T25:00:00Z', '2026-03-04T00:00:00Z'],
    ['an end before the start', '2026-03-04T00:00:00Z', '2026-03-03T00:00:00Z'],
    ['a minute and no more', '2026-03-03T00:00:00Z', '2026-03-03T00:01:59Z'],
    ['more than 30 days ago', '2026-01-01T00:00:00Z', '2026-03-03T00:00:00Z'],
  ])('Then a span with %s is refused', (_, start, end) => {
    for (const changes of [deletedRecords, updatedRecords]) {
      const refused = thrownBy(() => changes(org, admin, 'Account', { start, end }));
      expect(refused).toMatchObject({ status: 400, errorCode: 'INVALID_REPLICATION_DATE' });
    }
  });

  it('Then setup rows are not replicated, and unknown objects are not found', () => {
    const day = span('03T00:00:00', '04T00:00:00');
    expect(thrownBy(() => deletedRecords(org, admin, 'User', day)).errorCode).toBe('INVALID_TYPE');
    expect(thrownBy(() => updatedRecords(org, admin, 'Nope', day)).errorCode).toBe('NOT_FOUND');
  });
});
