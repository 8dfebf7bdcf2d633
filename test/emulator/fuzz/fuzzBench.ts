import { connect } from 'node:net';
import type fc from 'fast-check';
import { startEmulator, type RunningEmulator } from '../../../src/emulator/http/server.js';
import { clientOf, V, type Client } from '../http/client.js';
import { envelope, file, manifest, zip } from '../metadata/support.js';

/** `FUZZ_RUNS=5000` makes the runs of each property so many, for use by hand. */
export const RUNS = Number(process.env['FUZZ_RUNS'] ?? 25);
/** Longer than this is a hang. */
export const PATIENCE_MS = 5000;
/** Milliseconds that one test may take. */
export const TEST_MS = 60_000 + RUNS * 400;

export const parameters: fc.Parameters<unknown> = {
  numRuns: RUNS,
  ...(process.env['FUZZ_SEED'] === undefined
    ? { seed: process.env['FUZZ_RUNS'] === undefined ? 42 : Date.now() }
    : { seed: Number(process.env['FUZZ_SEED']) }),
};

export type FuzzBench = {
  readonly emulator: RunningEmulator;
  readonly client: Client;
  /** Unexpected errors since the last look. */
  troubles(): string[];
  soap(xml: string | Buffer): Promise<Reply>;
  send(method: string, path: string, body: string | Buffer, type: string): Promise<Reply>;
  /** Writes bytes to a connection of its own and gives back what comes until it ends, or falls silent. */
  raw(bytes: Buffer | string): Promise<string>;
  /** The known record and the known component, as they read now, and that the org answers at once. */
  known(): Promise<unknown>;
  stop(): Promise<void>;
};

export type Reply = { readonly status: number; readonly text: string };

/** An org with one record and one component that no attack may change. */
export async function openFuzzBench(): Promise<FuzzBench> {
  const found: string[] = [];
  const emulator = await startEmulator({
    orgs: [{ name: 'prod', kind: 'production' }],
    report: (_id, error) => found.push(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  });
  const client = clientOf(emulator);
  const { url, accessToken } = emulator.orgs[0]!;
  const send: FuzzBench['send'] = async (method, path, body, type) => {
    const response = await fetch(url + path, {
      method,
      headers: { 'content-type': type, authorization: `Bearer ${accessToken}` },
      body: typeof body === 'string' ? body : new Uint8Array(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { status: response.status, text: await response.text() };
  };
  const soap = (xml: string | Buffer): Promise<Reply> => send('POST', '/services/Soap/m/67.0', xml, 'text/xml');
  const { body } = await client.call('POST', `${V}/sobjects/Account`, { body: { Name: 'Known' } });
  await deployKnown((xml) => soap(envelope(xml, accessToken)));
  return {
    emulator,
    client,
    troubles: () => found.splice(0),
    soap,
    send,
    raw: (bytes) => raw(Number(new URL(url).port), bytes),
    known: async () => ({
      record: (await client.get(`${V}/sobjects/Account/${body.id}?fields=Name,Description`)).body,
      component: (await soap(envelope(READ_KNOWN, accessToken))).text,
    }),
    stop: () => emulator.stop(),
  };
}

const READ_KNOWN = '<readMetadata><type>CustomField</type><fullNames>Account.Known__c</fullNames></readMetadata>';

async function deployKnown(soap: (xml: string) => Promise<Reply>): Promise<void> {
  const field =
    '<fields><fullName>Known__c</fullName><label>Known</label><length>20</length><type>Text</type></fields>';
  const files = {
    'package.xml': manifest({ CustomField: ['Account.Known__c'] }),
    'objects/Account.object': file('CustomObject', field),
  };
  const started = await soap(deployBody(zip(files)));
  const id = /<id>(\w+)<\/id>/.exec(started.text)?.[1] ?? '';
  for (let polls = 0; polls < 100; polls++) {
    const { text } = await soap(`<checkDeployStatus><asyncProcessId>${id}</asyncProcessId></checkDeployStatus>`);
    if (text.includes('<status>Succeeded</status>')) return;
  }
  throw new Error('The known component could not be deployed.');
}

export function deployBody(zipped: Uint8Array): string {
  return `<deploy><ZipFile>${Buffer.from(zipped).toString('base64')}</ZipFile><DeployOptions><rollbackOnError>true</rollbackOnError><singlePackage>true</singlePackage></DeployOptions></deploy>`;
}

/** How long a silent connection is listened to. */
const SILENCE_MS = 60;

function raw(port: number, bytes: Buffer | string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1');
    socket.setTimeout(SILENCE_MS, () => socket.destroy());
    socket.on('data', (piece) => (text += piece.toString('latin1')));
    // The server may cut off what it cannot read; what it said before counts.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(text));
    socket.write(bytes);
  });
}
