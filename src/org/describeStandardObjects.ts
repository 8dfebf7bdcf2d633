import type { Connection } from '@salesforce/core';
import { z } from 'zod';

/** Subrequests of a batch. Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_batch.htm */
const BATCH = 25;

const flag = z.boolean().catch(false);
const count = z.int().min(0).catch(0);

/** What is kept of a field's describe; what an org leaves out is as if it said no. */
const fieldSchema = z.object({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  length: count,
  precision: count,
  digits: count,
  scale: count,
  nillable: flag,
  createable: flag,
  updateable: flag,
  defaultedOnCreate: flag,
  unique: flag,
  externalId: flag,
  idLookup: flag,
  nameField: flag,
  caseSensitive: flag,
  htmlFormatted: flag,
  permissionable: flag,
  restrictedPicklist: flag,
  referenceTo: z.array(z.string()).catch([]),
  relationshipName: z.string().nullable().catch(null),
  picklistValues: z
    .array(
      z.object({
        value: z.string(),
        label: z
          .string()
          .nullable()
          .transform((label) => label ?? ''),
        defaultValue: flag,
        active: flag,
      }),
    )
    .catch([]),
});

const objectSchema = z.object({
  name: z.string(),
  label: z.string(),
  labelPlural: z.string(),
  keyPrefix: z.string(),
  createable: flag,
  updateable: flag,
  deletable: flag,
  layoutable: flag,
  searchable: flag,
  triggerable: flag,
  queryable: flag,
  undeletable: flag,
  fields: z.array(fieldSchema.extend({ custom: flag })),
});

const batchSchema = z.object({ results: z.array(z.object({ statusCode: z.int(), result: z.unknown() })) });

/** A standard object with its standard fields; custom ones are metadata. */
export type StandardObjectDescribe = Omit<z.infer<typeof objectSchema>, 'fields'> & {
  readonly fields: z.infer<typeof fieldSchema>[];
};

type LeftOut = { readonly type: string; readonly fullName: string; readonly reason: string };

/**
 * Describes, 25 in a call, those of the named objects that are standard objects with records of a business. Retrieved
 * metadata holds nothing of their standard fields.
 */
export async function describeStandardObjects(
  connection: Connection,
  named: readonly string[],
  onProgress: (done: number, total: number) => void,
): Promise<{ described: StandardObjectDescribe[]; leftOut: LeftOut[] }> {
  const wanted = new Set(named.filter((name) => !name.includes('__')));
  const { sobjects } = await connection.describeGlobal();
  const names = sobjects
    .filter(({ name, createable, layoutable }) => wanted.has(name) && createable && layoutable)
    .map(({ name }) => name);
  const described: StandardObjectDescribe[] = [];
  const leftOut: LeftOut[] = [];
  for (let start = 0; start < names.length; start += BATCH) {
    onProgress(start, names.length);
    const batch = names.slice(start, start + BATCH);
    const results = await describeBatch(connection, batch);
    for (const [index, fullName] of batch.entries()) {
      const answer = results[index];
      const object = objectSchema.safeParse(answer?.result);
      if (answer?.statusCode === 200 && object.success) described.push(standardPart(object.data));
      else leftOut.push({ type: 'StandardObject', fullName, reason: reasonOf(answer) });
    }
  }
  return { described, leftOut };
}

async function describeBatch(
  connection: Connection,
  names: readonly string[],
): Promise<z.infer<typeof batchSchema>['results']> {
  const version = `v${connection.getApiVersion()}`;
  const answer = await connection.request({
    method: 'POST',
    url: `/services/data/${version}/composite/batch`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      batchRequests: names.map((name) => ({ method: 'GET', url: `${version}/sobjects/${name}/describe` })),
    }),
  });
  return batchSchema.parse(answer).results;
}

function standardPart({ fields, ...object }: z.infer<typeof objectSchema>): StandardObjectDescribe {
  return { ...object, fields: fields.filter(({ custom }) => !custom).map(({ custom: _, ...field }) => field) };
}

function reasonOf(answer: { readonly statusCode: number } | undefined): string {
  return answer === undefined || answer.statusCode === 200
    ? 'The org did not describe it in a form that is known.'
    : `The org did not describe it (status ${answer.statusCode}).`;
}
