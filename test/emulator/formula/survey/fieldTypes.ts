import { compileFormula } from '../../../../src/emulator/formula/formula.js';
import type { FormulaType } from '../../../../src/emulator/formula/formula.js';
import { namesIn } from '../engines/engine.js';
import type { InputField } from '../engines/engine.js';
import type { Project, ProjectFormula } from './projectFormulas.js';

const ALL: readonly FormulaType[] = [
  'text',
  'picklist',
  'number',
  'boolean',
  'date',
  'datetime',
  'time',
  'multipicklist',
  'id',
];

/** Rounds of the search below; formulas with many unknown fields need a few. */
const ROUNDS = 6;

/** Says what type the names of a formula have: the project's own fields, and for others whatever lets it compile. */
export class FieldTypes {
  private readonly byObject = new Map<string, { type: FormulaType; referenceTo?: string }>();

  public constructor(project: Project) {
    for (const field of project.fields) this.byObject.set(key(field.object, field.name), field);
  }

  /**
   * A project does not hold its standard fields, nor those of packages it builds on. The platform has accepted the
   * formula, so some types fit: they are searched for, one name at a time, by how far the compiler gets.
   */
  public of(formula: ProjectFormula): InputField[] {
    const names = namesIn(formula.source);
    const known = new Map<string, FormulaType>();
    for (const name of names) {
      const type = this.known(formula.object, name);
      if (type !== undefined) known.set(name.toLowerCase(), type);
    }
    const unknown = [...new Set(names.map((name) => name.toLowerCase()))].filter((name) => !known.has(name));
    const guess = new Map<string, FormulaType>(unknown.map((name) => [name, byName(name)]));
    const types = (): Map<string, FormulaType> => new Map([...guess, ...known]);
    let best = reach(formula, types());
    for (let round = 0; round < ROUNDS && best !== Infinity && unknown.length > 0; round++) {
      const before = best;
      for (const name of unknown) {
        const kept = guess.get(name) ?? 'text';
        let chosen = kept;
        for (const type of ALL) {
          guess.set(name, type);
          const got = reach(formula, types());
          if (got > best) [best, chosen] = [got, type];
        }
        guess.set(name, chosen);
      }
      if (best === before) break;
    }
    const found = types();
    return names.map((name) => ({ name, type: found.get(name.toLowerCase()) ?? 'text' }));
  }

  private known(object: string, name: string): FormulaType | undefined {
    const [first = '', ...rest] = name.split('.');
    if (rest.length === 0) return this.byObject.get(key(object, first))?.type;
    const target = this.byObject.get(key(object, first.replace(/__r$/i, '__c')))?.referenceTo ?? first;
    return this.known(target, rest.join('.'));
  }
}

const key = (object: string, field: string): string => `${object}.${field}`.toLowerCase();

function byName(name: string): FormulaType {
  if (name.startsWith('$permission')) return 'boolean';
  if (/(?:^|\.)(?:id|\w+[a-z]id)$/.test(name)) return 'id';
  if (/(?:created|lastmodified|lastviewed|lastlogin)date$|systemmodstamp$/.test(name)) return 'datetime';
  return 'text';
}

/** How far the compiler gets, in characters; infinite when the formula compiles. */
function reach(formula: ProjectFormula, types: ReadonlyMap<string, FormulaType>): number {
  const result = compileFormula(formula.source, {
    scope: { field: (path) => types.get(path.join('.').toLowerCase()), resource: () => true },
    returns: formula.returns,
    kind: formula.kind,
  });
  if (result.ok) return Infinity;
  const before = formula.source
    .split(/\r\n|\r|\n/)
    .slice(0, result.error.line - 1)
    .reduce((sum, line) => sum + line.length + 1, 0);
  return before + result.error.column;
}
