import fc from 'fast-check';
import { assignableRoles, assignmentShape, parseAssignment } from '../../src/schema/assignment.js';

describe('parseAssignment', () => {
  it.each([
    ['reader=jane@example.com', { role: 'reader', grantee: { kind: 'user', username: 'jane@example.com' } }],
    ['writer=group:Integration_Users', { role: 'writer', grantee: { kind: 'group', group: 'Integration_Users' } }],
    ['generator=me', { role: 'generator', grantee: { kind: 'me' } }],
    [' steward = me ', { role: 'steward', grantee: { kind: 'me' } }],
    ['reader=a=b@example.com', { role: 'reader', grantee: { kind: 'user', username: 'a=b@example.com' } }],
  ])('Given %j, When read, Then role and grantee are told apart', (text, expected) => {
    expect(parseAssignment(text)).toEqual(expected);
  });

  it.each([
    ['reader', 'it has no "=" between role and user'],
    ['raeder=me', '"raeder" is none of reader, writer, steward, generator; did you mean "reader"?'],
    ['admin-of-all=me', '"admin-of-all" is none of reader, writer, steward, generator.'],
    ['=me', '"" is none of reader'],
    ['reader=', 'it names nobody'],
    ['reader=jane', '"jane" is no username'],
    ['reader=jane doe@example.com', '"jane doe@example.com" is no username'],
    ['reader=group:', '"" is no API name'],
    ["reader=group:A' OR Name != '", 'is no API name'],
  ])('Given %j, When read, Then the error says what is wrong and what is right', (text, problem) => {
    expect(() => parseAssignment(text)).toThrow(
      expect.objectContaining({
        name: 'AssignmentInvalid',
        message: expect.stringContaining(problem) as string,
        actions: expect.arrayContaining([expect.stringContaining('--assign')]) as string[],
      }) as Error,
    );
  });

  it('Given any text, When read, Then it is an assignment that a run can keep, or a named error', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.tuple(fc.constantFrom(...assignableRoles), fc.string()).map((parts) => parts.join('=')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        let name = 'kept';
        try {
          const read = parseAssignment(text);
          expect(assignmentShape.parse(JSON.parse(JSON.stringify(read)))).toEqual(read);
        } catch (error) {
          name = (error as Error).name;
        }
        expect(['kept', 'AssignmentInvalid']).toContain(name);
      }),
    );
  });
});
