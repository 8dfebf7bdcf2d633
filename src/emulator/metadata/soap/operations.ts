import { ApiError } from '../../org/apiError.js';
import { API_VERSION } from '../../org/embeddedOrg.js';
import { defaultDeployOptions, type DeployOptions } from '../deploy/deployRecord.js';
import { deploysOf } from '../deploy/deploys.js';
import { JobStore } from '../deploy/jobs.js';
import { isKnownVersion } from '../deploy/manifest.js';
import { describeMetadata, listMetadata, readMetadata } from '../inquire/inquiries.js';
import { retrieveZip } from '../retrieve/retrieve.js';
import type { XmlElement } from '../xml/element.js';
import { childNamed, childrenNamed, textOf } from '../xml/elementText.js';
import { crudOperations } from './crudOperations.js';
import { base64Bytes, element, flagOf, metadataRecord, respond, SoapFault, type SoapOperation } from './envelope.js';

/** The operations of the Metadata API by the name of their request element. */
export const operations: Readonly<Record<string, SoapOperation>> = {
  ...crudOperations,

  deploy: (org, caller, request) => {
    const options = deployOptions(childNamed(request, 'DeployOptions'));
    const { id } = deploysOf(org).start(caller, bytesOf(request, 'ZipFile'), options);
    return respond('deploy', element('result', { done: false, id, state: 'Queued' }));
  },

  checkDeployStatus: (org, _caller, request) => {
    const { details, ...record } = deploysOf(org).find(textOf(request, 'asyncProcessId')).record;
    const withDetails = textOf(request, 'includeDetails') === 'true';
    return respond('checkDeployStatus', element('result', { ...record, details: withDetails ? details : {} }));
  },

  // Source of the answer: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_canceldeployresult.htm
  cancelDeploy: (org, caller, request) => {
    const asked = textOf(request, 'String') ?? textOf(request, 'id') ?? textOf(request, 'asyncProcessId');
    const { done, id } = deploysOf(org).cancel(caller, asked);
    return respond('cancelDeploy', element('result', { done, id }));
  },

  deployRecentValidation: (org, caller, request) => {
    const { id } = deploysOf(org).startValidated(caller, textOf(request, 'validationId') ?? '');
    return respond('deployRecentValidation', element('result', id));
  },

  retrieve: (org, caller, request) => {
    const wanted = childNamed(request, 'retrieveRequest') ?? childNamed(request, 'request');
    const unpackaged = wanted && childNamed(wanted, 'unpackaged');
    if (!wanted || !unpackaged) {
      throw new ApiError(
        400,
        'INVALID_OPERATION',
        'The embedded org retrieves unpackaged components only: the request names none.',
      );
    }
    const [named] = childrenNamed(wanted, 'packageNames');
    if (named) throw new ApiError(400, 'INVALID_CROSS_REFERENCE_KEY', `No package named '${named.text.trim()}' found`);
    if (childNamed(wanted, 'specificFiles'))
      throw new ApiError(400, 'INVALID_OPERATION', 'The embedded org does not emulate specificFiles.');
    const members = childrenNamed(unpackaged, 'types').flatMap((types) =>
      childrenNamed(types, 'members').map((member) => ({
        type: textOf(types, 'name') ?? '',
        member: member.text.trim(),
      })),
    );
    const apiVersion = version(textOf(wanted, 'apiVersion') ?? textOf(unpackaged, 'version'));
    const singlePackage = textOf(wanted, 'singlePackage') === 'true';
    const { id } = retrieveZip(org, caller, { apiVersion, members, singlePackage });
    return respond('retrieve', element('result', { done: false, id, state: 'Queued' }));
  },

  checkRetrieveStatus: (org, _caller, request) => {
    const id = textOf(request, 'asyncProcessId');
    const jobs = new JobStore(org.storage);
    const key = requireId(id, '09S');
    const result = jobs.retrieve(key);
    if (!result) throw unknownJob();
    // Once handed out the zip is gone: https://developer.salesforce.com/docs/platform/api-metadata/references/file-based-calls/meta-checkretrievestatus.html
    const zip = textOf(request, 'includeZip') === 'false' ? undefined : jobs.takeZip(key);
    const zipFile = zip && Buffer.from(zip).toString('base64');
    return respond('checkRetrieveStatus', element('result', { ...result, zipFile }));
  },

  listMetadata: (org, _caller, request) => {
    version(textOf(request, 'asOfVersion'));
    const types = childrenNamed(request, 'queries').map((query) => textOf(query, 'type') ?? '');
    return respond('listMetadata', element('result', listMetadata(org, types)));
  },

  describeMetadata: (org, _caller, request) => {
    version(textOf(request, 'asOfVersion'));
    return respond('describeMetadata', element('result', describeMetadata(org)));
  },

  readMetadata: (org, _caller, request) => {
    const type = textOf(request, 'type') ?? textOf(request, 'metadataType') ?? '';
    const names = childrenNamed(request, 'fullNames').map(({ text }) => text.trim());
    const records = readMetadata(org, type, names).map((body) => metadataRecord(type, body));
    return respond('readMetadata', `<result>${records.join('')}</result>`);
  },
};

function bytesOf(parent: XmlElement, name: string): Uint8Array {
  const bytes = base64Bytes(name, textOf(parent, name) ?? '');
  if (bytes.length === 0) throw new SoapFault('soapenv:Client', `Element ${name} is empty`);
  return bytes;
}

function version(asked: string | undefined): string {
  if (asked === undefined || asked === '') return `${API_VERSION}.0`;
  const written = /^\d+$/.test(asked) ? `${asked}.0` : asked;
  if (!isKnownVersion(written)) {
    throw new ApiError(400, 'UNSUPPORTED_API_VERSION', `Invalid Api version specified: ${asked}`);
  }
  return written;
}

const FLAGS = [
  'allowMissingFiles',
  'checkOnly',
  'ignoreWarnings',
  'purgeOnDelete',
  'rollbackOnError',
  'singlePackage',
] as const;
const UNKNOWN_FLAGS = ['autoUpdatePackage', 'performRetrieve'];

function deployOptions(written: XmlElement | undefined): DeployOptions {
  if (!written) return defaultDeployOptions;
  for (const flag of UNKNOWN_FLAGS) {
    if (flagOf(written, flag))
      throw new ApiError(400, 'INVALID_OPERATION', `The embedded org does not emulate ${flag}.`);
  }
  const flags = Object.fromEntries(FLAGS.map((flag) => [flag, flagOf(written, flag)] as const));
  const testLevel = textOf(written, 'testLevel');
  return {
    ...defaultDeployOptions,
    ...flags,
    runTests: childrenNamed(written, 'runTests').map(({ text }) => text.trim()),
    ...(testLevel === undefined || testLevel === '' ? {} : { testLevel }),
  };
}

function requireId(id: string | undefined, prefix: string): string {
  if (id === undefined || !id.startsWith(prefix)) {
    throw new ApiError(400, 'INVALID_ID_FIELD', `invalid id ${id ?? ''}`);
  }
  return id;
}

function unknownJob(): ApiError {
  return new ApiError(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
}
