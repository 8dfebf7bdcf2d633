import { FormulaDate, FormulaDateTime } from '../../../src/emulator/formula/formula.js';
import type { FormulaType, FormulaValue } from '../../../src/emulator/formula/formula.js';
import { corpus, sources } from './corpus.js';
import type { CorpusEntry } from './corpus.js';
import { corpusDifferences } from './corpusDifferences.js';
import { embedded } from './engines/embedded.js';
import type { Engine, Record } from './engines/engine.js';
import { namesIn } from './engines/engine.js';
import { formulon } from './engines/formulon.js';
import { sformula } from './engines/sformula.js';
import { fieldTypes } from './fixture.js';

const nameOf = ({ expression, blanksAreZero, kind }: CorpusEntry): string =>
  `${expression}${blanksAreZero === true ? ' (blank as zero)' : ''}${kind === undefined ? '' : ` (${kind})`}`;

function valueOf(type: FormulaType | undefined, value: string | number | boolean): FormulaValue {
  if (type === 'date') return FormulaDate.fromIso(String(value));
  return type === 'datetime' ? FormulaDateTime.fromIso(String(value)) : value;
}

/** What an engine gives, or that it gives nothing. */
function given(engine: Engine, entry: CorpusEntry): string {
  const fields = namesIn(entry.expression).map((name) => ({ name, type: fieldTypes[name] ?? 'text' }));
  const reading = engine.read({
    source: entry.expression,
    fields,
    returns: entry.returns,
    blanksAreZero: entry.blanksAreZero === true,
  });
  if (!reading.reads) return 'not read';
  const record: Record = Object.fromEntries(
    Object.entries(entry.values ?? {}).map(([name, value]) => [name, valueOf(fieldTypes[name], value)]),
  );
  const outcome = reading.evaluate(record);
  return 'value' in outcome ? outcome.value : 'no value';
}

describe('the corpus', () => {
  it.each(corpus.map((entry) => [nameOf(entry), sources[entry.source], entry] as const))(
    'Given %s, Then the embedded org gives what is said in %s',
    (_name, _source, entry) => {
      expect(given(embedded(entry.kind), entry)).toBe(entry.expected);
    },
  );

  it.each([formulon, sformula])('Given the corpus, Then $name differs where it is known to', (engine) => {
    const found = corpus
      .map((entry) => [nameOf(entry), given(engine, entry), entry.expected] as const)
      .filter(([, value, expected]) => value !== expected)
      .map(([name, value]) => [name, value]);
    expect(Object.fromEntries(found)).toEqual(corpusDifferences[engine.name]);
  });
});
