import fc from 'fast-check';
import { jsonValue, storedDateTime } from '../../../src/emulator/catalog/storedValue.js';
import {
  checkbox,
  date,
  dateTime,
  email,
  field,
  number,
  picklist,
  text,
} from '../../../src/emulator/catalog/standard/fields.js';
import { autoNumberText } from '../../../src/emulator/records/autoNumber.js';
import { checkValue } from '../../../src/emulator/records/checkValue.js';
import { parseValue } from '../../../src/emulator/records/parseValue.js';
import { thrownBy } from './orgBuilder.js';

const source = text('Generation_Source__c', 'Generation Source', 255);
const stamp = dateTime('Creation_Timestamp__c', 'Creation Timestamp');
const flag = checkbox('Is_Synthetic__c', 'Is Synthetic');
const amount = number('Amount__c', 'Amount', 'currency', 16, 2);
const employees = number('NumberOfEmployees', 'Employees', 'int', 8, 0);
const colours = { restrictedPicklist: true };

describe('parseValue', () => {
  it.each([
    ['2026-01-31T10:00:00Z', '2026-01-31T10:00:00.000Z'],
    ['2026-01-31T10:00:00.999Z', '2026-01-31T10:00:00.000Z'],
    ['2026-01-31T10:00:00.000+0000', '2026-01-31T10:00:00.000Z'],
    ['2026-01-31T00:30:00+02:00', '2026-01-30T22:30:00.000Z'],
    ['2026-12-31T23:30:00-0100', '2027-01-01T00:30:00.000Z'],
  ])('Given the date/time %s, When it is parsed, Then it is stored as %s', (given, stored) => {
    expect(parseValue(stamp, given)).toBe(stored);
  });

  it.each([
    [stamp, 'foo', 'datetime from VALUE_STRING value foo'],
    [stamp, '2026-01-31 10:00:00', 'datetime from VALUE_STRING value 2026-01-31 10:00:00'],
    [stamp, '2026-01-31', 'datetime from VALUE_STRING value 2026-01-31'],
    [stamp, '2026-02-30T10:00:00Z', 'datetime from VALUE_STRING value 2026-02-30T10:00:00Z'],
    [stamp, 17, 'datetime from VALUE_NUMBER_INT value 17'],
    [date('Day', 'Day'), '2026-01-31T10:00:00Z', 'date from VALUE_STRING value 2026-01-31T10:00:00Z'],
    [flag, 'yes', 'boolean from VALUE_STRING value yes'],
    [flag, 1, 'boolean from VALUE_NUMBER_INT value 1'],
    [source, 5, 'string from VALUE_NUMBER_INT value 5'],
    [source, true, 'string from VALUE_TRUE value true'],
    [source, {}, 'string from START_OBJECT value {'],
    [amount, '1,5', 'currency from VALUE_STRING value 1,5'],
    [employees, 1.5, 'int from VALUE_NUMBER_FLOAT value 1.5'],
    [picklist('P', 'P', [], {}), ['a'], 'picklist from START_ARRAY value ['],
  ])('Given field %#, When a value of the wrong type comes, Then the parser refuses it', (target, value, message) => {
    const error = thrownBy(() => parseValue(target, value));
    expect(error.errorCode).toBe('JSON_PARSER_ERROR');
    expect(error.message).toBe(
      `Cannot deserialize instance of ${message} or request may be missing a required field at [line:1, column:1]`,
    );
  });

  it('Given text for other types, When it can be read as them, Then it is', () => {
    expect(parseValue(flag, 'TRUE')).toBe(1);
    expect(parseValue(amount, ' 1.50 ')).toBe(1.5);
    expect(parseValue(employees, '12')).toBe(12);
  });

  it('Given outer white space, When text is parsed, Then it is gone, but a non-breaking space stays', () => {
    expect(parseValue(source, ' \tgpt-x \n')).toBe('gpt-x');
    expect(parseValue(source, '   ')).toBeNull();
    expect(parseValue(source, '\u00a0')).toBe('\u00a0');
  });

  it('Given any moment, When it is written as JSON and parsed again, Then it is the same moment', () => {
    const moments = fc.date({
      min: new Date('1700-01-01T00:00:00Z'),
      max: new Date('3999-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moments, (moment) => {
        const stored = parseValue(stamp, moment.toISOString());
        const seconds = new Date(Math.floor(moment.getTime() / 1000) * 1000).toISOString();
        expect(stored).toBe(seconds);
        expect(parseValue(stamp, jsonValue(stamp, stored))).toBe(seconds);
      }),
    );
  });

  it('Given any offset, When a date/time is parsed, Then it is the moment JavaScript reads', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 59 }), fc.boolean(), (h, m, west) => {
        const offset = `${west ? '-' : '+'}${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`;
        const text = `2026-06-15T12:34:56${offset}`;
        expect(storedDateTime(text)).toBe(new Date(text).toISOString());
        expect(storedDateTime(text.replace(/:(\d\d)$/, '$1'))).toBe(new Date(text).toISOString());
      }),
    );
  });

  it('Given arbitrary text, When it is parsed as a date/time, Then it is refused or a canonical moment', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const stored = storedDateTime(text);
        expect(stored === undefined || new Date(stored).toISOString() === stored).toBe(true);
      }),
    );
  });
});

describe('checkValue', () => {
  it.each([
    [
      source,
      'x'.repeat(256),
      'STRING_TOO_LONG',
      `Generation Source: data value too large: ${'x'.repeat(256)} (max length=255)`,
    ],
    [flag, null, 'INVALID_TYPE_ON_FIELD_IN_RECORD', 'Is Synthetic: value not of required type: '],
    [
      employees,
      1e8,
      'NUMBER_OUTSIDE_VALID_RANGE',
      'Employees: value outside of valid range on numeric field: 100000000',
    ],
    [email('Email', 'Email'), 'nobody', 'INVALID_EMAIL_ADDRESS', 'Email: invalid email address: nobody'],
    [
      picklist('Colour', 'Colour', ['Red'], colours),
      'red',
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      'Colour: bad value for restricted picklist field: red',
    ],
  ])(
    'Given field %#, When the value is beyond its limits, Then the problem names the field',
    (target, value, errorCode, message) => {
      expect(checkValue(target, value)).toEqual({ problem: { errorCode, message, fields: [target.name] } });
    },
  );

  it('Given a text of exactly the length, When it is checked, Then it is kept', () => {
    expect(checkValue(source, 'x'.repeat(255))).toEqual({ value: 'x'.repeat(255) });
  });

  it('Given more digits than the scale, When a number is checked, Then it is rounded half up', () => {
    expect(checkValue(amount, 1.005)).toEqual({ value: 1.01 });
    expect(checkValue(amount, -1.005)).toEqual({ value: -1.01 });
  });

  it('Given a multi-select picklist, When values come unordered and twice, Then they are kept once, in its order', () => {
    const values = ['Red', 'Green', 'Blue'].map((value) => ({ value, label: value, default: false, active: true }));
    const colour = field('Colour__c', 'Colour', 'multipicklist', { length: 4099, picklistValues: values });
    expect(checkValue(colour, 'Blue;Red;Blue')).toEqual({ value: 'Red;Blue' });
  });
});

describe('autoNumberText', () => {
  it('Given a display format, When a number is made, Then digits and date parts are filled in', () => {
    expect(autoNumberText('ORD-{YYYY}{MM}-{0000}', 7, new Date('2026-03-01T00:00:00Z'))).toBe('ORD-202603-0007');
    expect(autoNumberText('{0}', 12345, new Date(0))).toBe('12345');
  });
});
