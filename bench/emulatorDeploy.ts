import { fork } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { strToU8, zipSync } from 'fflate';
import { type Bench, rounded } from './bench.ts';
import { root } from './project.ts';

type DeployCost = {
  readonly components: number;
  readonly files: number;
  /** Milliseconds from the request to the poll that finds the deploy done. */
  readonly firstMs: number;
  /** The same package again, which changes nothing. */
  readonly againMs: number;
  /** Of the org's process, for both. */
  readonly cpuSeconds: number;
  readonly targetMs: number;
  readonly maxRssMiB: number;
  /** Processes that wanted a processor in the last minute. */
  readonly load: number;
};

/** Where an org is, and how one gets in. */
export type Located = { readonly url: string; readonly accessToken: string };
type Usage = { readonly cpuSeconds: number; readonly maxRssMiB: number };

const RULES = 9;
const FIELDS = 90;
const TARGET_MS = 10_000;
const RESOURCE = '/services/data/v67.0/metadata/deployRequest';

export const emulatorDeploy: Bench = {
  run: async () => {
    const result = await measureEmulatorDeploy(100);
    const row = {
      components: result.components,
      files: result.files,
      'first ms': rounded(result.firstMs),
      'target ms': result.targetMs,
      'unchanged again ms': rounded(result.againMs),
      'CPU seconds': rounded(result.cpuSeconds, 1),
      'max RSS MiB': rounded(result.maxRssMiB),
      'load of the machine': rounded(result.load, 1),
    };
    return { result, tables: [{ heading: 'Deploy to an embedded org', rows: [row] }] };
  },
};

/** Deploys that many objects, each with 90 fields and 9 validation rules in a file of its own, to a new embedded org. */
async function measureEmulatorDeploy(objects: number): Promise<DeployCost> {
  const child = fork(join(root, 'bench', 'embeddedOrgProcess.ts'));
  try {
    const [org] = (await once(child, 'message')) as [Located];
    const usage = async (): Promise<Usage> => {
      const answered = once(child, 'message');
      child.send('usage');
      return ((await answered) as [Usage])[0];
    };
    const zip = packageOf(objects);
    const components = objects * (1 + FIELDS + RULES);
    const before = await usage();
    const firstMs = await deploy(org, zip, components);
    const againMs = await deploy(org, zip, components);
    const { cpuSeconds, maxRssMiB } = await usage();
    return {
      components,
      files: objects,
      firstMs,
      againMs,
      cpuSeconds: cpuSeconds - before.cpuSeconds,
      targetMs: TARGET_MS,
      maxRssMiB,
      load: loadavg()[0] ?? 0,
    };
  } finally {
    const ended = once(child, 'exit');
    child.disconnect();
    await ended;
  }
}

/** Deploys a package of so many components and waits for it; the milliseconds it took. */
export async function deploy(
  { url, accessToken }: Located,
  zip: Uint8Array<ArrayBuffer>,
  components: number,
): Promise<number> {
  const headers = { authorization: `Bearer ${accessToken}` };
  const form = new FormData();
  const options = JSON.stringify({ deployOptions: { rollbackOnError: true, singlePackage: true } });
  form.append('json', new Blob([options], { type: 'application/json' }));
  form.append('file', new Blob([zip], { type: 'application/zip' }), 'deploy.zip');
  const started = performance.now();
  const { id } = (await (await fetch(url + RESOURCE, { method: 'POST', headers, body: form })).json()) as {
    id: string;
  };
  for (;;) {
    const answer = await fetch(`${url}${RESOURCE}/${id}`, { headers });
    const { deployResult } = (await answer.json()) as {
      deployResult: { done: boolean; success: boolean; numberComponentsDeployed: number };
    };
    if (deployResult.done) {
      if (deployResult.success && deployResult.numberComponentsDeployed === components) {
        return performance.now() - started;
      }
      throw new Error(`The deploy of ${components} components failed: ${JSON.stringify(deployResult)}`);
    }
    await sleep(10);
  }
}

function packageOf(objects: number): Uint8Array<ArrayBuffer> {
  const names = Array.from({ length: objects }, (_, index) => `Object_${index}__c`);
  const members = names.map((name) => `<members>${name}</members>`).join('');
  const manifest = `<types>${members}<name>CustomObject</name></types><version>67.0</version>`;
  const inner = objectXml();
  return zipSync({
    'package.xml': fileOf('Package', manifest),
    ...Object.fromEntries(names.map((name) => [`objects/${name}.object`, fileOf('CustomObject', inner)])),
  });
}

export function fileOf(rootName: string, inner: string): Uint8Array {
  return strToU8(`<${rootName} xmlns="http://soap.sforce.com/2006/04/metadata">${inner}</${rootName}>`);
}

/** In ten fields: seven texts, a checkbox, a number and a formula. Every rule compiles a formula over two of them. */
function objectXml(): string {
  const fields = Array.from(
    { length: FIELDS },
    (_, index) => `<fields><fullName>F${index}__c</fullName>${fieldXml(index)}</fields>`,
  );
  const rules = Array.from(
    { length: RULES },
    (_, index) =>
      `<validationRules><fullName>R${index}</fullName><active>true</active><errorConditionFormula>AND(NOT(ISNEW()), ISCHANGED(F${index % 7}__c), ISBLANK(F${10 + (index % 7)}__c))</errorConditionFormula><errorMessage>Rule ${index}</errorMessage></validationRules>`,
  );
  const nameField = '<nameField><label>Name</label><type>Text</type></nameField>';
  return `<deploymentStatus>Deployed</deploymentStatus>${fields.join('')}<label>Object</label>${nameField}<pluralLabel>Objects</pluralLabel><sharingModel>ReadWrite</sharingModel>${rules.join('')}`;
}

function fieldXml(index: number): string {
  const label = `<label>Field ${index}</label>`;
  const text = `F${index - 9}__c`;
  switch (index % 10) {
    case 9:
      return `<formula>IF(ISBLANK(${text}), 0, LEN(${text}))</formula>${label}<precision>18</precision><scale>0</scale><type>Number</type>`;
    case 8:
      return `${label}<precision>18</precision><scale>2</scale><type>Number</type>`;
    case 7:
      return `<defaultValue>false</defaultValue>${label}<type>Checkbox</type>`;
    default:
      return `${label}<length>80</length><type>Text</type>`;
  }
}
