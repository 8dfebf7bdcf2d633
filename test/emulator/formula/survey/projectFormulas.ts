import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Parser } from 'xml2js';
import type { FormulaType } from '../../../../src/emulator/formula/formula.js';

/** A formula of a project, with where it stands. */
export type ProjectFormula = {
  /** The object's name. */
  readonly object: string;
  /** `Account.Must_Have_Name` */
  readonly fullName: string;
  readonly kind: 'validationRule' | 'formulaField';
  readonly source: string;
  readonly returns: FormulaType;
  readonly blanksAreZero: boolean;
};

type ProjectField = {
  readonly object: string;
  readonly name: string;
  readonly type: FormulaType;
  readonly referenceTo?: string;
};

export type Project = {
  readonly formulas: readonly ProjectFormula[];
  readonly fields: readonly ProjectField[];
  /** Files that hold no XML, for example templates; the platform never saw them. */
  readonly unreadable: readonly string[];
};

type Xml = { readonly [element: string]: readonly (Xml | string)[] | undefined };

const FILE = /\.(?:object|object-meta\.xml|field-meta\.xml|validationRule-meta\.xml)$/;

const types: Readonly<Record<string, FormulaType>> = {
  AutoNumber: 'text',
  Checkbox: 'boolean',
  Currency: 'number',
  Date: 'date',
  DateTime: 'datetime',
  Email: 'text',
  Html: 'text',
  LongTextArea: 'text',
  Lookup: 'id',
  Hierarchy: 'id',
  MasterDetail: 'id',
  MultiselectPicklist: 'multipicklist',
  Number: 'number',
  Percent: 'number',
  Phone: 'text',
  Picklist: 'picklist',
  Text: 'text',
  TextArea: 'text',
  Time: 'time',
  Url: 'text',
};

/** Every validation rule and formula field of the projects in a folder, in source or metadata format. */
export async function readProject(folder: string): Promise<Project> {
  const formulas: ProjectFormula[] = [];
  const fields: ProjectField[] = [];
  const unreadable: string[] = [];
  const parser = new Parser({ explicitRoot: false });
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && FILE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) {
    const parts = file.split('/');
    const alone = /(?:field|validationRule)-meta\.xml$/.test(file);
    const object = alone ? (parts.at(-3) ?? '') : basename(file).replace(/\.object(?:-meta\.xml)?$/, '');
    const body = await parser.parseStringPromise(readFileSync(file, 'utf8')).then(
      (parsed: Xml | null) => parsed,
      () => null,
    );
    if (body === null) {
      unreadable.push(file);
      continue;
    }
    const rules = alone ? (file.includes('.validationRule-') ? [body] : []) : elements(body, 'validationRules');
    const definitions = alone ? (file.includes('.field-') ? [body] : []) : elements(body, 'fields');
    formulas.push(...rules.flatMap((rule) => ruleFormula(object, rule)));
    for (const definition of definitions) {
      fields.push(...fieldOf(object, definition));
      formulas.push(...fieldFormula(object, definition));
    }
  }
  return { formulas, fields, unreadable };
}

function elements(body: Xml, name: string): Xml[] {
  return (body[name] ?? []).filter((child): child is Xml => typeof child !== 'string');
}

function text(body: Xml, name: string): string | undefined {
  const child = body[name]?.[0];
  return typeof child === 'string' ? child : undefined;
}

function ruleFormula(object: string, rule: Xml): ProjectFormula[] {
  const source = text(rule, 'errorConditionFormula');
  if (source === undefined) return [];
  const fullName = `${object}.${text(rule, 'fullName') ?? ''}`;
  return [{ object, fullName, kind: 'validationRule', source, returns: 'boolean', blanksAreZero: false }];
}

function fieldFormula(object: string, definition: Xml): ProjectFormula[] {
  const source = text(definition, 'formula');
  const returns = types[text(definition, 'type') ?? ''];
  if (source === undefined || returns === undefined) return [];
  const fullName = `${object}.${text(definition, 'fullName') ?? ''}`;
  const blanksAreZero = text(definition, 'formulaTreatBlanksAs') === 'BlankAsZero';
  return [{ object, fullName, kind: 'formulaField', source, returns, blanksAreZero }];
}

function fieldOf(object: string, definition: Xml): ProjectField[] {
  // The least or largest value of a roll-up may be a date.
  const isRolledUpNumber = ['count', 'sum'].includes(text(definition, 'summaryOperation') ?? '');
  const type = isRolledUpNumber ? 'number' : types[text(definition, 'type') ?? ''];
  const name = text(definition, 'fullName');
  if (type === undefined || name === undefined) return [];
  const referenceTo = text(definition, 'referenceTo');
  return [{ object, name, type, ...(referenceTo === undefined ? {} : { referenceTo }) }];
}
