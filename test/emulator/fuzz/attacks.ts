import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { V } from '../http/client.js';
import { envelope, manifest } from '../metadata/support.js';

const bytes = fc.uint8Array({ maxLength: 300 }).map((each) => Buffer.from(each));
const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ maxLength: 60 }));

/** Request lines, headers and framing that no client sends. */
export const httpRequests: fc.Arbitrary<Buffer | string> = fc.oneof(
  bytes,
  fc
    .tuple(
      fc.constantFrom('GET', 'POST', 'get', 'BREW', 'PATCH', ''),
      anyText,
      fc.constantFrom('HTTP/1.1', 'HTTP/9.9', 'HTTP', ''),
    )
    .map(([method, path, version]) => `${method} ${path} ${version}\r\nHost: x\r\n\r\n`),
  fc
    .tuple(fc.webPath(), fc.integer({ min: 1, max: 200_000 }))
    .map(([path, size]) => `GET /${path} HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(size)}\r\n\r\n`),
  fc
    .tuple(fc.constantFrom('-1', '5', '999999999999999999999', 'x', '1, 2', '0x10'), bytes)
    .map(([length, body]) =>
      Buffer.concat([
        Buffer.from(
          `POST /services/Soap/m/67.0 HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: ${length}\r\n\r\n`,
        ),
        body,
      ]),
    ),
  fc
    .tuple(fc.constantFrom('zz', '-1', 'ffffffffffffffff', '5', '0', ''), bytes)
    .map(([size, body]) =>
      Buffer.concat([
        Buffer.from(
          `POST ${V}/composite HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${size}\r\n`,
        ),
        body,
        Buffer.from('\r\n0\r\n\r\n'),
      ]),
    ),
  fc.constant(
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n',
  ),
  anyText.map(
    (path) => `GET ${V}/sobjects/${encodeURIComponent(path.toWellFormed())}/%ff%zz HTTP/1.1\r\nHost: x\r\n\r\n`,
  ),
);

export function deepXml(depth: number): string {
  return `<a>`.repeat(depth) + '</a>'.repeat(depth);
}

const xmlPieces = fc.constantFrom(
  '<',
  '>',
  '</a>',
  '<a>',
  '<a b="',
  '"',
  '&amp;',
  '&#0;',
  '&#xFFFFFF;',
  '&lol;',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?x ?>',
  '<!DOCTYPE a [<!ENTITY lol "ha">]>',
  '<x:y/>',
  '<deploy>',
  '<retrieve/>',
  '<readMetadata><type>__proto__</type></readMetadata>',
  '<listMetadata><queries><type>constructor</type></queries></listMetadata>',
  '<toString/>',
  '\0',
  '\uFFFE',
  'ü',
);

export const xmlBodies: fc.Arbitrary<Buffer | string> = fc.oneof(
  bytes,
  fc.array(xmlPieces, { maxLength: 20 }).map((pieces) => pieces.join('')),
  fc.array(xmlPieces, { maxLength: 12 }).map((pieces) => envelope(pieces.join(''))),
  bytes.map((inner) =>
    Buffer.concat([Buffer.from('<?xml version="1.0" encoding="UTF-8"?><a>'), inner, Buffer.from('</a>')]),
  ),
  fc.constant(
    `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">${Array.from({ length: 12 }, (_, n) => `<!ENTITY ${'b'.repeat(n + 2)} "${`&${'b'.repeat(n + 1)};`.repeat(10)}">`).join('')}]><a>&bbbbbbbbbbbb;</a>`,
  ),
);

const soqlWords = fc.constantFrom(
  'SELECT',
  'FROM',
  'WHERE',
  'Id',
  'Name',
  'Account',
  'Contact',
  'COUNT()',
  'COUNT(Id)',
  'GROUP BY',
  'HAVING',
  'ORDER BY',
  'LIMIT',
  'OFFSET',
  'NULLS LAST',
  'DESC',
  '(',
  ')',
  ',',
  '=',
  '!=',
  '<>',
  'LIKE',
  "'%'",
  "'\\'",
  "'",
  'NOT',
  'AND',
  'OR',
  'IN',
  '(SELECT Id FROM Contacts)',
  'TODAY',
  'LAST_N_DAYS:99999999999',
  '-1',
  '1e999',
  '0x',
  'null',
  'FIELDS(ALL)',
  'TYPEOF',
  'Owner.Name',
  'Account.Owner.Manager.Name',
  'a.b.c.d.e.f.g',
  'FOR UPDATE',
  'USING SCOPE',
  'ALL ROWS',
  '--',
  ';',
  '"',
  '\0',
  '😀',
  '__proto__',
  'constructor',
  'toString',
);

export const garbageSoql: fc.Arbitrary<string> = fc.oneof(
  anyText.map((text) => text.toWellFormed()),
  fc.array(soqlWords, { maxLength: 25 }).map((words) => words.join(' ')),
  fc.array(soqlWords, { maxLength: 12 }).map((words) => `SELECT Id FROM Account WHERE ${words.join(' ')}`),
  fc.array(soqlWords, { maxLength: 6 }).map((words) => `SELECT ${words.join(', ')} FROM Account`),
  fc
    .integer({ min: 1, max: 3000 })
    .map((depth) => `SELECT Id FROM Account WHERE ${'('.repeat(depth)}Name = 'x'${')'.repeat(depth)}`),
  fc.integer({ min: 1, max: 3000 }).map((depth) => `SELECT Id FROM Account WHERE ${'NOT '.repeat(depth)}Name = 'x'`),
  fc
    .integer({ min: 1, max: 1500 })
    .map(
      (count) =>
        `SELECT Id FROM Account WHERE ${Array.from({ length: count }, (_, n) => `Name = '${n}'`).join(' OR ')}`,
    ),
  fc.integer({ min: 1, max: 5000 }).map((count) => `SELECT ${'Name, '.repeat(count)}Id FROM Account`),
);

const trickyKeys = fc.constantFrom(
  'Name',
  'name',
  'Id',
  'attributes',
  '__proto__',
  'constructor',
  'records',
  'allOrNone',
  'Known__c',
  'compositeRequest',
  'referenceId',
  'url',
  'type',
  'state',
  '',
);
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom('Account', 'POST', '001', `${V}/sobjects/Account`),
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(trickyKeys, tie('value'), { maxKeys: 5 }),
  ),
})).value;

export const jsonBodies: fc.Arbitrary<{ method: string; path: string; body: string | Buffer }> = fc.record({
  method: fc.constantFrom('POST', 'PATCH'),
  path: fc.constantFrom(
    `${V}/sobjects/Contact`,
    `${V}/sobjects/Contact/003000000000001`,
    `${V}/composite`,
    `${V}/composite/batch`,
    `${V}/composite/sobjects`,
    `${V}/composite/tree/Contact`,
    `${V}/composite/sobjects/Contact`,
    `${V}/jobs/ingest`,
    `${V}/jobs/query`,
    `${V}/sobjects/__proto__`,
    `${V}/sobjects/constructor`,
    '/emulator/faults',
  ),
  body: fc.oneof(
    json.map((value) => JSON.stringify(value)),
    fc.tuple(json, fc.nat(50)).map(([value, at]) => JSON.stringify(value).slice(0, at)),
    bytes,
    fc.integer({ min: 1, max: 200_000 }).map((depth) => '['.repeat(depth)),
    fc.integer({ min: 1, max: 5000 }).map((depth) => '{"records":['.repeat(depth) + ']}'.repeat(depth)),
  ),
});

const NAMES = [
  'package.xml',
  'objects/Account.object',
  '../../etc/passwd',
  '/etc/passwd',
  'a\\b',
  '__proto__',
  'objects/',
  'objects/../package.xml',
  'C:/x',
  'objects/A\0.object',
  'destructiveChanges.xml',
  'constructor',
  'objects/Lead.object',
];

/** Zips whose entries, or whose bytes, are wrong. */
export const zipFiles: fc.Arbitrary<Uint8Array> = fc.oneof(
  bytes.map((each) => new Uint8Array(each)),
  fc
    .dictionary(
      fc.constantFrom(...NAMES),
      fc.oneof(fc.string({ maxLength: 40 }), fc.constant(manifest({ CustomField: ['Lead.X__c'] }))),
      { maxKeys: 5 },
    )
    .map(zipOf),
  fc
    .tuple(
      fc.dictionary(fc.constantFrom(...NAMES), fc.string({ maxLength: 40 }), { minKeys: 1, maxKeys: 4 }),
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
    )
    .map(([files, flips]) => {
      const zipped = zipOf(files);
      for (const [at, value] of flips) zipped[at % zipped.length] = value;
      return zipped;
    }),
  // The same entry twice: the bytes of its name are overwritten with those of the other.
  fc.constant(null).map(() => {
    const zipped = Buffer.from(zipOf({ 'objects/Lead1.object': 'a', 'objects/Lead2.object': 'b' }));
    return new Uint8Array(Buffer.from(zipped.toString('latin1').replaceAll('Lead1', 'Lead2'), 'latin1'));
  }),
  fc.integer({ min: 1, max: 20_000_000 }).map((size) => zipSync({ 'objects/Lead.object': new Uint8Array(size) })),
);

function zipOf(files: Record<string, string>): Uint8Array {
  const entries: Record<string, Uint8Array> = {};
  for (const [name, content] of Object.entries(files)) if (name !== '__proto__') entries[name] = strToU8(content);
  return zipSync(entries);
}

const cell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '"',
    '""',
    '"a""b"',
    'LastName',
    'Id',
    '\0',
    '\uFEFF',
    '#N/A',
    '=1+1',
    'x'.repeat(33_000),
    '\r',
    '\n',
    'Account.Name',
    '__proto__',
  ),
);

export const cells: fc.Arbitrary<Buffer | string> = fc.oneof(
  bytes,
  fc
    .array(fc.array(cell, { maxLength: 5 }), { maxLength: 6 })
    .map((rows) => rows.map((row) => row.join(',')).join('\n')),
  fc
    .array(fc.array(cell, { maxLength: 3 }), { maxLength: 6 })
    .map((rows) => `\uFEFFLastName,FirstName\n${rows.map((row) => row.join(',')).join('\n')}\n`),
  fc.integer({ min: 1, max: 20_000 }).map((width) => `LastName${',x'.repeat(width)}\n${','.repeat(width)}\n`),
  fc.integer({ min: 1, max: 500_000 }).map((length) => `LastName\n"${'a'.repeat(length)}`),
);
