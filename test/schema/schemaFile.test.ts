import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readProvenanceSchema } from '../../src/schema/schemaFile.js';
import { TODAY } from '../builders/schema.js';

describe('readProvenanceSchema', () => {
  const directory = mkdtempSync(join(tmpdir(), 'schema-'));
  const path = join(directory, 'provenance.yaml');
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  it('Given a file, When read, Then it is the schema the text states', async () => {
    writeFileSync(path, '\uFEFFobjects: [Lead]\r\n');
    expect((await readProvenanceSchema(path, TODAY)).objects).toMatchObject([{ name: 'Lead', optional: false }]);
  });

  it('Given a mistake, When read, Then it is told with the path of the file', async () => {
    writeFileSync(path, 'objects: []');
    await expect(readProvenanceSchema(path, TODAY)).rejects.toMatchObject({
      name: 'ProvenanceSchemaError',
      message: expect.stringMatching(/provenance\.yaml:1:10 {2}objects/) as string,
    });
  });

  it.each(['none.yaml', 'provenance.yaml/none.yaml'])(
    'Given no file at %s, When read, Then the error says how to get one',
    async (name) => {
      await expect(readProvenanceSchema(join(directory, name), TODAY)).rejects.toMatchObject({
        name: 'ProvenanceSchemaNotFound',
        actions: expect.arrayContaining([expect.stringContaining('sf synthetic init')]) as string[],
      });
    },
  );

  it('Given a directory, When read, Then the error says so', async () => {
    mkdirSync(join(directory, 'folder'));
    await expect(readProvenanceSchema(join(directory, 'folder'), TODAY)).rejects.toMatchObject({
      name: 'ProvenanceSchemaUnreadable',
      message: expect.stringContaining('is a directory') as string,
    });
  });

  it('Given bytes that are not UTF-8, When read, Then they are not guessed at', async () => {
    writeFileSync(path, Buffer.from([0x6f, 0xff, 0xfe]));
    await expect(readProvenanceSchema(path, TODAY)).rejects.toMatchObject({ name: 'ProvenanceSchemaUnreadable' });
  });
});
