import * as fc from 'fast-check';
import { nearestName } from '../../src/schema/nearestName.js';

const known = ['is_synthetic', 'generation_source', 'creation_timestamp', 'helpText', 'name'];

describe('nearestName', () => {
  it.each([
    ['is_sythetic', 'is_synthetic'],
    ['isSynthetic', 'is_synthetic'],
    ['helptext', 'helpText'],
    ['help-text', 'helpText'],
    ['nmae', 'name'],
    ['nam', 'name'],
    ['generation_sources', 'generation_source'],
  ])('Given %s, When asked, Then %s is meant', (mistyped, meant) => {
    expect(nearestName(mistyped, known)).toBe(meant);
  });

  it.each(['colour', 'x', '', 'synthetic_guard'])(
    'Given %j, which is near nothing, When asked, Then no guess is made',
    (far) => {
      expect(nearestName(far, known)).toBeUndefined();
    },
  );

  it('Given no known names, When asked, Then there is none', () => {
    expect(nearestName('name', [])).toBeUndefined();
  });

  it('Given a known name with two neighbours swapped, When asked, Then it is found', () => {
    fc.assert(
      fc.property(fc.constantFrom(...known), fc.nat(), (name, at) => {
        const index = at % (name.length - 1);
        const swapped = `${name.slice(0, index)}${name[index + 1]}${name[index]}${name.slice(index + 2)}`;
        expect(nearestName(swapped, known)).toBe(name);
      }),
    );
  });
});
