import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import SyntheticBanner from 'c/syntheticBanner';
import { badge, markers } from 'c/syntheticMarkers';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import { getRecord } from 'lightning/uiRecordApi';
import { createElement } from 'lwc';

const SYNTHETIC = {
  [markers.isSynthetic.fieldApiName]: { value: true },
  [markers.generationSource.fieldApiName]: { value: 'faker 9.2' },
  [markers.creationTimestamp.fieldApiName]: { value: '2026-03-01T22:30:00.000Z' },
};
const GENUINE = {
  [markers.isSynthetic.fieldApiName]: { value: false },
  [markers.generationSource.fieldApiName]: { value: null },
  [markers.creationTimestamp.fieldApiName]: { value: null },
};

const aBanner = (settings = {}) => {
  const element = createElement('c-synthetic-banner', { is: SyntheticBanner });
  Object.assign(element, { recordId: '001000000000001AAA', objectApiName: 'Account', ...settings });
  document.body.appendChild(element);
  return element;
};
const settled = async () => {
  await Promise.resolve();
};
const answered = async (answer) => {
  getRecord.emit(answer);
  await settled();
};
const without = (fields, name) => Object.fromEntries(Object.entries(fields).filter(([field]) => field !== name));
const status = (element) => element.shadowRoot.querySelector('[role="status"]');
const stateOf = (element) => element.shadowRoot.querySelector('[data-state]')?.getAttribute('data-state');
/** What the DOM says, stand-ins of base components included. */
const textOf = (node) =>
  [...node.childNodes]
    .map((child) => (child instanceof Element ? textOf(child.shadowRoot ?? child) : (child.textContent ?? '')))
    .join(' ')
    .replace(/\s+/gu, ' ')
    .trim();
const factOf = (element, name) => textOf(element.shadowRoot.querySelector(`[data-fact="${name}"]`));

describe('the record page banner', () => {
  afterEach(() => document.body.replaceChildren());

  it('Given any record page, When it is read, Then one request asks for the markers as optional fields', async () => {
    aBanner({ objectApiName: 'Loyalty_Membership__c' });
    await settled();

    expect(getRecord.lastConfig).toEqual({
      recordId: '001000000000001AAA',
      optionalFields: Object.values(markers).map(({ fieldApiName }) => `Loyalty_Membership__c.${fieldApiName}`),
    });
  });

  it('Given a synthetic record, When it is read, Then the banner names its source, and its time in the user’s zone', async () => {
    const element = aBanner();

    await answered({ data: { fields: SYNTHETIC } });

    expect(stateOf(element)).toBe('synthetic');
    expect(textOf(status(element))).toContain(badge.text);
    expect(factOf(element, 'source')).toBe(`${markers.generationSource.label} faker 9.2`);
    expect(factOf(element, 'time')).toBe(`${markers.creationTimestamp.label} 1 March 2026 at 23:30 CET`);
  });

  it('Given a genuine record, When it is read, Then nothing is shown', async () => {
    const element = aBanner();

    await answered({ data: { fields: GENUINE } });

    expect(status(element).childElementCount).toBe(0);
    expect(textOf(status(element))).toBe('');
  });

  it('Given a record that is still being read, When rendered, Then only the live region is there, empty', () => {
    expect(textOf(status(aBanner()))).toBe('');
  });

  it.each([
    ['the record can’t be read', { error: { status: 403, body: { message: 'no access' } } }],
    ['the marker is not visible', { data: { fields: without(SYNTHETIC, markers.isSynthetic.fieldApiName) } }],
    ['no marker is visible', { data: { fields: {} } }],
    ['the marker has no value', { data: { fields: { [markers.isSynthetic.fieldApiName]: { value: null } } } }],
  ])('Given %s, When answered, Then the banner says that provenance could not be read', async (_, answer) => {
    const element = aBanner();

    await answered(answer);

    expect(stateOf(element)).toBe('unreadable');
    expect(textOf(status(element))).toContain('could not be read');
    expect(textOf(status(element))).not.toContain(badge.text);
  });

  it.each(['source', 'time'])(
    'Given a synthetic record whose %s is hidden or empty, Then the two are told apart',
    async (fact) => {
      const name = (fact === 'source' ? markers.generationSource : markers.creationTimestamp).fieldApiName;
      const element = aBanner();

      await answered({ data: { fields: without(SYNTHETIC, name) } });
      const hidden = factOf(element, fact);
      await answered({ data: { fields: { ...SYNTHETIC, [name]: { value: null } } } });
      const empty = factOf(element, fact);

      expect(hidden).toContain('Could not be read');
      expect(empty).toContain('Not stated');
      expect(stateOf(element)).toBe('synthetic');
    },
  );

  it('Given a banner, When the record changes or can’t be read any more, Then the banner follows', async () => {
    const element = aBanner();

    const states = [];
    for (const answer of [{ data: { fields: SYNTHETIC } }, { data: { fields: GENUINE } }, { error: {} }]) {
      await answered(answer);
      states.push(stateOf(element));
    }

    expect(states).toEqual(['synthetic', undefined, 'unreadable']);
  });

  it('Given field labels in the user’s language, When they arrive, Then the banner uses them', async () => {
    const element = aBanner();
    await answered({ data: { fields: SYNTHETIC } });

    getObjectInfo.emit({
      data: {
        fields: {
          [markers.generationSource.fieldApiName]: { label: 'Herkunft' },
          [badge.fieldApiName]: { label: 'Provenienz' },
        },
      },
    });
    await settled();

    expect(factOf(element, 'source')).toBe('Herkunft faker 9.2');
    expect(factOf(element, 'time')).toContain(markers.creationTimestamp.label);
    expect(textOf(element.shadowRoot.querySelector('lightning-icon').shadowRoot)).toBe('Provenienz');
  });

  it('Given texts of the page’s author, When shown, Then they take the place of the built-in ones', async () => {
    const element = aBanner({ heading: 'Kunstdatensatz', explanation: 'Erzeugt.', unreadableText: 'Unlesbar.' });

    await answered({ data: { fields: SYNTHETIC } });
    const synthetic = textOf(status(element));
    await answered({ error: {} });

    expect(synthetic).toContain('Kunstdatensatz Erzeugt.');
    expect(textOf(status(element))).toContain('Unlesbar.');
  });

  it('Given a source that looks like markup, When shown, Then it is text', async () => {
    const element = aBanner();
    const source = '<img src=x onerror=alert(1)>';

    await answered({ data: { fields: { ...SYNTHETIC, [markers.generationSource.fieldApiName]: { value: source } } } });

    expect(factOf(element, 'source')).toContain(source);
    expect(element.shadowRoot.querySelector('img')).toBeNull();
  });
});

describe('the files of the banner', () => {
  const read = (suffix) =>
    readFileSync(
      join(
        __dirname,
        '..',
        '..',
        'force-app',
        'main',
        'default',
        'lwc',
        'syntheticBanner',
        `syntheticBanner.${suffix}`,
      ),
      'utf8',
    );

  it('Given the settings on a page, When set in the App Builder, Then the component has each', () => {
    const names = [...read('js-meta.xml').matchAll(/<property name="(\w+)"/gu)].map(([, name]) => name);

    expect(names).not.toEqual([]);
    expect(names.filter((name) => !(name in aBanner()))).toEqual([]);
  });

  it('Given the style sheet, When styling hooks are set aside, Then it names no colour', () => {
    const withoutHooks = read('css')
      .replaceAll(/\/\*[^]*?\*\//gu, '')
      .replaceAll(/var\(--slds-g-[\w-]+, [^()]+\)/gu, '');

    expect(withoutHooks).not.toMatch(/var\(|#[\da-f]{3,8}\b|rgb|hsl|color-mix/iu);
  });
});
