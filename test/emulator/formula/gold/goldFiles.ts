import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Parser } from 'xml2js';
import type { FormulaType } from '../../../../src/emulator/formula/formula.js';

/** A field that a test names; `formula` when it is a formula field itself. */
export type GoldField = {
  readonly name: string;
  readonly type: FormulaType;
  /** Formulas see a percentage as a fraction. */
  readonly percent: boolean;
  readonly formula?: string;
};

/** What the platform's engine gave for one row of inputs; null is blank. */
export type GoldResult = {
  readonly inputs: readonly string[];
  readonly blanksAreZero: string | null;
  readonly blanksAreBlank: string | null;
};

export type GoldInstance = {
  readonly test: string;
  readonly formula: string;
  /** The result is given as a percentage. */
  readonly percent: boolean;
  /** In the order of the inputs; formula fields have none. */
  readonly fields: readonly GoldField[];
  readonly results: readonly GoldResult[];
};

type Xml = { readonly $?: Readonly<Record<string, string>>; readonly [element: string]: unknown };

const RESULTS = 'h2-test/src/test/goldfiles/FormulaFields';
const DEFINITIONS = 'impl/src/test/resources/com/force/formula/impl';

const types: Readonly<Record<string, FormulaType>> = {
  boolean: 'boolean',
  currency: 'number',
  dateonly: 'date',
  datetime: 'datetime',
  double: 'number',
  email: 'text',
  percent: 'number',
  phone: 'text',
  text: 'text',
  textarea: 'text',
  timeonly: 'time',
  url: 'text',
};

/**
 * The gold files in a checkout of https://github.com/salesforce/formula-engine: what its Java engine gave. Fields and
 * their types stand in the definitions of the tests.
 */
export async function readGoldFiles(folder: string): Promise<GoldInstance[]> {
  const fields = await readFields(folder);
  const instances: GoldInstance[] = [];
  for (const file of readdirSync(join(folder, RESULTS)).sort()) {
    if (!file.endsWith('.xml')) continue;
    const body = await xmlOf(join(folder, RESULTS, file));
    const test = body.$?.['name'] ?? basename(file, '.xml');
    const own = fields.get(test);
    if (own === undefined) throw new Error(`${file}: no definition names the test ${test}.`);
    instances.push(...children(body, 'testInstance').map((instance, index) => read(test, instance, own, index)));
  }
  return instances;
}

/** The second instance of a test of two fields has them the other way round, in formula and inputs. */
function read(test: string, instance: Xml, own: readonly GoldField[], index: number): GoldInstance {
  const formula = instance.$?.['formula'] ?? '';
  const inputs = own.filter((field) => field.formula === undefined);
  const swapped = index === 1 && inputs.length === 2;
  const fields = [...(swapped ? inputs.toReversed() : inputs), ...own.filter((field) => field.formula !== undefined)];
  return {
    test,
    formula,
    percent: instance.$?.['returntype'] === 'Percent',
    fields,
    results: children(instance, 'result').map((result) => ({
      inputs: inputsOf(text(result, 'inputvalues')),
      blanksAreZero: blankable(text(result, 'formula')),
      blanksAreBlank: blankable(text(result, 'formulaNullAsNull')),
    })),
  };
}

async function readFields(folder: string): Promise<Map<string, GoldField[]>> {
  const found = new Map<string, GoldField[]>();
  for (const file of readdirSync(join(folder, DEFINITIONS)).filter((name) => /^formulatests.*\.xml$/.test(name))) {
    const body = await xmlOf(join(folder, DEFINITIONS, file));
    for (const test of children(body, 'testcase')) found.set(test.$?.['name'] ?? '', fieldsOf(test));
  }
  return found;
}

/** Fields of a formula field stand inside it and come before it. */
function fieldsOf(owner: Xml): GoldField[] {
  return children(owner, 'referencefield').flatMap((field) => {
    const formula = field.$?.['code'];
    const name = `${field.$?.['devName'] ?? ''}__c`;
    const type = typeOf(field.$?.['dataType'] ?? '');
    const percent = field.$?.['dataType'] === 'Percent';
    return [...fieldsOf(field), { name, type, percent, ...(formula === undefined ? {} : { formula }) }];
  });
}

function typeOf(dataType: string): FormulaType {
  const type = types[dataType.toLowerCase()];
  if (type === undefined) throw new Error(`No formula type is known for ${dataType}.`);
  return type;
}

/** `[a, b]` as Java prints a list. */
function inputsOf(printed: string): string[] {
  const list = /^\[([^]*)\]$/.exec(printed);
  return list === null ? [] : (list[1] ?? '').split(', ');
}

const blankable = (printed: string): string | null => (printed === 'null' ? null : printed);

async function xmlOf(file: string): Promise<Xml> {
  const parser = new Parser({ explicitRoot: false, includeWhiteChars: true });
  const body: unknown = await parser.parseStringPromise(readFileSync(file, 'utf8'));
  if (!isXml(body)) throw new Error(`${file} holds no elements.`);
  return body;
}

function isXml(value: unknown): value is Xml {
  return typeof value === 'object' && value !== null;
}

function children(owner: Xml, name: string): Xml[] {
  const found = owner[name];
  return Array.isArray(found) ? found.filter(isXml) : [];
}

function text(owner: Xml, name: string): string {
  const found: unknown = owner[name];
  const first: unknown = Array.isArray(found) ? found[0] : undefined;
  return typeof first === 'string' ? first : isXml(first) ? String(first['_'] ?? '') : '';
}
