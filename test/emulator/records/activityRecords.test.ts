import { catalogOf } from '../../../src/emulator/catalog/catalog.js';
import { deleteRecord, readRecord } from '../../../src/emulator/records/records.js';
import { grant, problemsOf, put, putField, putRule, thrownBy } from './orgBuilder.js';
import { shop } from './retailBuilder.js';

const START = '2026-03-02T09:00:00.000+0000';
const day = (date: string): string => `${date}T00:00:00.000+0000`;

describe('tasks', () => {
  it('Given a task, When it is created and completed, Then the platform’s fields follow', () => {
    const target = shop();
    const id = target.create('Task', { Subject: 'Anything at all', WhoId: target.contact });
    expect(target.read('Task', id)).toMatchObject({
      Status: 'Not Started',
      Priority: 'Normal',
      IsClosed: false,
      IsHighPriority: false,
      TaskSubtype: 'Task',
      AccountId: target.account,
      OwnerId: target.admin.userId,
    });
    target.update('Task', id, { Status: 'Completed', Priority: 'High' });
    expect(target.read('Task', id)).toMatchObject({
      IsClosed: true,
      IsHighPriority: true,
      CompletedDateTime: '2026-03-01T12:00:00.000+0000',
    });
  });

  it('Given what a task is about, When it is saved, Then its account is that of it', () => {
    const target = shop();
    const other = target.create('Account', { Name: 'Other' });
    const id = target.create('Task', { WhatId: target.opportunity });
    expect(target.read('Task', id)).toMatchObject({ AccountId: target.account });
    target.update('Task', id, { WhatId: other });
    expect(target.read('Task', id)).toMatchObject({ AccountId: other });
    target.update('Task', id, { WhatId: target.product });
    expect(target.read('Task', id)).toMatchObject({ AccountId: null });
  });

  it('Given references of several objects, When another object or a second one for a lead is named, Then it is refused', () => {
    const target = shop();
    expect(target.refusals('Task', { WhoId: target.account })[0]).toMatch(/^MALFORMED_ID/);
    expect(target.refusals('Task', { WhatId: target.contact })[0]).toMatch(/^MALFORMED_ID/);
    expect(target.refusals('Task', { WhoId: target.lead, WhatId: target.account })[0]).toMatch(/^FIELD_INTEGRITY/);
  });

  it('Given an external id, When it names what a task is about, Then the request must say of which object', () => {
    const target = shop();
    putField(target, 'Account.Key__c', { externalId: 'true' });
    grant(target, { fields: ['Account.Key__c'] });
    const account = target.create('Account', { Name: 'Keyed', Key__c: 'k1' });
    const id = target.create('Task', { What: { attributes: { type: 'Account' }, Key__c: 'k1' } });
    expect(target.read('Task', id)).toMatchObject({ WhatId: account });
    expect(thrownBy(() => target.create('Task', { What: { Key__c: 'k1' } })).errorCode).toBe('INVALID_FIELD');
  });

  it('Given a custom object, When it allows activities, Then a task can be about its records', () => {
    const target = shop();
    const body = { label: 'Store', pluralLabel: 'Stores', nameField: { type: 'Text', label: 'Name' } };
    put(target, 'CustomObject', 'Store__c', body);
    const store = target.create('Store__c', { Name: 'One' });
    expect(target.refusals('Task', { WhatId: store })[0]).toMatch(/^MALFORMED_ID/);
    put(target, 'CustomObject', 'Store__c', { ...body, enableActivities: 'true' });
    expect(target.read('Task', target.create('Task', { WhatId: store }))).toMatchObject({ WhatId: store });
  });

  it('Given activities of an account, When it is deleted, Then they go with it', () => {
    const target = shop();
    const id = target.create('Task', { WhatId: target.account });
    deleteRecord(target.org, target.admin, 'Account', target.account);
    expect(thrownBy(() => readRecord(target.org, target.admin, 'Task', id)).errorCode).toBe('NOT_FOUND');
  });
});

describe('events', () => {
  it.each([
    [{ StartDateTime: START, DurationInMinutes: 30 }, START, '2026-03-02T09:30:00.000+0000', 30],
    [{ ActivityDateTime: START, DurationInMinutes: 0 }, START, START, 0],
    [{ StartDateTime: START, EndDateTime: '2026-03-02T11:00:00Z' }, START, '2026-03-02T11:00:00.000+0000', 120],
    [{ IsAllDayEvent: true, ActivityDate: '2026-03-02' }, day('2026-03-02'), day('2026-03-02'), 1440],
    [
      { IsAllDayEvent: true, StartDateTime: START, EndDateTime: '2026-03-03T09:00:00Z' },
      day('2026-03-02'),
      day('2026-03-03'),
      2880,
    ],
  ])('Given %j, When an event is created, Then its times agree', (values, start, end, minutes) => {
    const target = shop();
    expect(target.read('Event', target.create('Event', values))).toMatchObject({
      StartDateTime: start,
      ActivityDateTime: start,
      ActivityDate: start.slice(0, 10),
      EndDateTime: end,
      EndDate: end.slice(0, 10),
      DurationInMinutes: minutes,
    });
  });

  it.each([
    [{}, 'REQUIRED_FIELD_MISSING: Required fields are missing: [DurationInMinutes, ActivityDateTime]'],
    [{ StartDateTime: START }, 'REQUIRED_FIELD_MISSING: Required fields are missing: [DurationInMinutes]'],
    [{ StartDateTime: START, ActivityDateTime: '2026-03-03T09:00:00Z', DurationInMinutes: 1 }, 'must match'],
    [{ StartDateTime: START, ActivityDate: '2026-03-03', DurationInMinutes: 1 }, 'must match'],
    [{ StartDateTime: START, EndDateTime: START, DurationInMinutes: 1 }, 'does not match'],
    [{ StartDateTime: START, EndDateTime: '2026-03-01T09:00:00Z' }, 'before it starts'],
    [{ StartDateTime: START, EndDateTime: '2026-03-20T09:00:00Z' }, 'longer than 14 days'],
  ])('Given %j, When an event is created, Then it is refused', (values, message) => {
    expect(shop().refusals('Event', values)[0]).toContain(message);
  });

  it('Given an event, When its start, its end or its duration changes, Then the others follow', () => {
    const target = shop();
    const id = target.create('Event', { StartDateTime: START, DurationInMinutes: 30 });
    const times = (): Record<string, unknown> => target.read('Event', id);
    target.update('Event', id, { StartDateTime: '2026-03-05T10:00:00Z' });
    expect(times()).toMatchObject({ EndDateTime: '2026-03-05T10:30:00.000+0000', ActivityDate: '2026-03-05' });
    target.update('Event', id, { EndDateTime: '2026-03-05T11:00:00Z' });
    expect(times()).toMatchObject({ DurationInMinutes: 60 });
    target.update('Event', id, { DurationInMinutes: 15, Subject: 'Short' });
    expect(times()).toMatchObject({ EndDateTime: '2026-03-05T10:15:00.000+0000' });
    target.update('Event', id, { Subject: 'Same time' });
    expect(times()).toMatchObject({ StartDateTime: '2026-03-05T10:00:00.000+0000', DurationInMinutes: 15 });
    target.update('Event', id, { IsAllDayEvent: true });
    expect(times()).toMatchObject({ StartDateTime: day('2026-03-05'), DurationInMinutes: 1440 });
  });
});

describe('custom fields of activities', () => {
  it('Given a field on Activity, When records are saved, Then tasks and events have it, each under guard', () => {
    const target = shop();
    putField(target, 'Activity.Is_Synthetic__c', { type: 'Checkbox', defaultValue: 'false' });
    grant(target, { fields: ['Task.Is_Synthetic__c', 'Event.Is_Synthetic__c'] });
    putRule(target, 'Task.Guard', 'Is_Synthetic__c && ISBLANK(WhatId)');
    putRule(target, 'Event.Guard', 'ISCHANGED(Is_Synthetic__c)');
    expect(target.refusals('Task', { Is_Synthetic__c: true })).toEqual([
      'FIELD_CUSTOM_VALIDATION_EXCEPTION: Task.Guard failed',
    ]);
    const task = target.create('Task', { Is_Synthetic__c: true, WhatId: target.account });
    expect(target.read('Task', task)).toMatchObject({ Is_Synthetic__c: true });
    const event = target.create('Event', { StartDateTime: START, DurationInMinutes: 1, Is_Synthetic__c: true });
    expect(problemsOf(() => target.update('Event', event, { Is_Synthetic__c: false }))).toMatchObject([
      { errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'Event.Guard failed' },
    ]);
    expect(catalogOf(target.org).field('Task', 'Is_Synthetic__c')?.id).toBe(
      catalogOf(target.org).field('Event', 'Is_Synthetic__c')?.id,
    );
  });

  it('Given Activity itself, When a record of it is made or read, Then there is none', () => {
    const target = shop();
    expect(thrownBy(() => target.create('Activity', { Subject: 'Call' })).errorCode).toBe('NOT_FOUND');
  });

  it('Given a custom lookup on Activity, When child relationships are read, Then both kinds show without a name', () => {
    const target = shop();
    putField(target, 'Activity.Account__c', { type: 'Lookup', referenceTo: 'Account', relationshipName: 'Visits' });
    const children = catalogOf(target.org).object('Account')?.childRelationships ?? [];
    expect(children.filter(({ field }) => field === 'Account__c')).toEqual([
      { childObject: 'Event', field: 'Account__c' },
      { childObject: 'Task', field: 'Account__c' },
    ]);
  });
});
