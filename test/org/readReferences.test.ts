import { readReferences } from '../../src/org/readReferences.js';

/** An org that answers queries so, and remembers them. */
function asked(rowsFor: (ids: string[]) => object[]): { connection: never; queries: string[] } {
  const queries: string[] = [];
  const query = (soql: string): Promise<{ records: object[] }> => {
    queries.push(soql);
    return Promise.resolve({
      records: rowsFor([...soql.matchAll(/RefMetadataComponentId = '(\w+)'/g)].map(([, id = '']) => id)),
    });
  };
  return { connection: { tooling: { query } } as never, queries };
}
const rows = (id: string, count: number): object[] =>
  Array.from({ length: count }, (_, n) => ({
    MetadataComponentName: `F${n}`,
    MetadataComponentType: 'Flow',
    RefMetadataComponentId: id,
  }));

describe('what names fields', () => {
  it('Given many fields, When asked, Then a query has at most 150 of them and no IN', async () => {
    const { connection, queries } = asked((ids) => ids.flatMap((id) => rows(id, 1)));

    const references = await readReferences(
      connection,
      Array.from({ length: 301 }, (_, n) => `00N${n}`),
    );

    expect(references).toMatchObject({ state: 'read', value: { length: 301 } });
    expect(queries).toHaveLength(3);
    expect(queries.join()).not.toMatch(/ IN /);
  });

  it('Given an answer that may be cut off, When asked, Then it is asked again in halves', async () => {
    const { connection, queries } = asked((ids) => ids.flatMap((id) => rows(id, 600)).slice(0, 2000));

    expect(await readReferences(connection, ['00N1', '00N2', '00N3', '00N4'])).toMatchObject({
      state: 'read',
      value: { length: 2400 },
    });
    expect(queries).toHaveLength(3);
  });

  it('Given a field that more name than are told, or an org that refuses, When asked, Then it is not known', async () => {
    expect(await readReferences(asked((ids) => rows(ids[0] ?? '', 2000)).connection, ['00N1'])).toMatchObject({
      state: 'unread',
      reason: expect.stringContaining('2000') as string,
    });
    const refusing = { tooling: { query: () => Promise.reject(new Error('INVALID_TYPE')) } } as never;
    expect(await readReferences(refusing, ['00N1'])).toEqual({ state: 'unread', reason: 'INVALID_TYPE' });
  });
});
