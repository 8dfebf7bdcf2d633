import type { MetadataBody } from '../../../src/emulator/org/componentStore.js';
import { file, zip } from '../../emulator/metadata/support.js';
import { gatherSnapshot } from '../../../src/org/gatherSnapshot.js';
import { makePlan } from '../../../src/plan/plan.js';
import type { AuditedOrg } from '../../builders/auditedOrg.js';
import { razing, takes } from '../../builders/orgEdits.js';
import { schema } from './schema.js';

/** One thing that is done to an org. */
export type Step = (org: AuditedOrg) => void | Promise<void>;

/** Takes a component away. */
export const gone =
  (type: string, fullName: string): Step =>
  (org) =>
    org.edit(type, fullName, () => undefined);

/** Replaces a piece of a component, as its body is written; the piece has to be there. */
export const swap =
  (type: string, fullName: string, from: string | RegExp, to: string): Step =>
  (org) =>
    org.edit(type, fullName, (body) => JSON.parse(JSON.stringify(body).replace(from, () => to)) as MetadataBody);

/** Sets elements of a component. */
export const set =
  (type: string, fullName: string, elements: MetadataBody): Step =>
  (org) =>
    org.edit(type, fullName, (body) => ({ ...body, ...elements }));

/** Changes the entries of one list of a component. */
export const list =
  (type: string, fullName: string, element: string, change: (entries: MetadataBody[]) => MetadataBody[]): Step =>
  (org) =>
    org.edit(type, fullName, (body) => ({
      ...body,
      [element]: change([body[element] ?? []].flat() as MetadataBody[]),
    }));

export const add =
  (type: string, fullName: string, body: MetadataBody, content?: string | Uint8Array): Step =>
  (org) =>
    org.add(type, fullName, body, content);

export const all =
  (...steps: readonly Step[]): Step =>
  async (org) => {
    for (const step of steps) await step(org);
  };

/** Rewrites the condition of a guard. */
export const condition = (rule: string, change: (formula: string) => string): Step => {
  return (org) =>
    org.edit('ValidationRule', rule, (body) => ({
      ...body,
      errorConditionFormula: change(String(body['errorConditionFormula'])),
    }));
};

const GUARDS = ['Synthetic_Complete', 'Synthetic_Immutable', 'Synthetic_Contained', 'Synthetic_Declared'];

/** Inserts a record past the guards, which are as before afterwards. */
export const insert =
  (object: string, fields: Record<string, unknown>, guards = GUARDS): Step =>
  async (org) => {
    const rules = guards.map((guard) => `${object}.${guard}`);
    for (const rule of rules) org.edit('ValidationRule', rule, (body) => ({ ...body, active: 'false' }));
    await org.connection.sobject(object).create(fields);
    for (const rule of rules) org.edit('ValidationRule', rule, (body) => ({ ...body, active: 'true' }));
  };

/** Inserts a record as the guards let it. */
export const create =
  (object: string, fields: Record<string, unknown>): Step =>
  async (org) => {
    await org.connection.sobject(object).create(fields);
  };

/** Assigns a permission set to the user who is connected. */
export const assigned =
  (name: string): Step =>
  async (org) =>
    assign(org, { PermissionSetId: await idOf(org, `SELECT Id FROM PermissionSet WHERE Name = '${name}'`) });

/** Puts the user who is connected into a permission set group. */
export const joined =
  (group: string): Step =>
  async (org) => {
    const soql = `SELECT Id FROM PermissionSetGroup WHERE DeveloperName = '${group}'`;
    return assign(org, { PermissionSetGroupId: await idOf(org, soql) });
  };

async function assign(org: AuditedOrg, to: Record<string, string>): Promise<void> {
  const AssigneeId = await idOf(org, `SELECT Id FROM User WHERE Username = '${org.connection.getUsername() ?? ''}'`);
  await org.connection.sobject('PermissionSetAssignment').create({ AssigneeId, ...to });
}

async function idOf({ connection }: AuditedOrg, soql: string): Promise<string> {
  return (await connection.singleRecordQuery<{ Id: string }>(soql)).Id;
}

type Written = Parameters<AuditedOrg['connection']['metadata']['read']>[0];

/** Changes a component through the Metadata API, as a tool does, so that the setup audit trail tells of it. */
export const written =
  (type: Written, fullName: string, elements: object): Step =>
  async ({ connection }) => {
    const body: object = await connection.metadata.read(type, fullName);
    succeeded(fullName, await connection.metadata.update(type, { ...body, fullName, ...elements } as never));
  };

/** Changes a component through the Metadata API, and puts back what it was. */
export const writtenAndBack =
  (type: Written, fullName: string, elements: object): Step =>
  async (org) => {
    const before: object = await org.connection.metadata.read(type, fullName);
    await written(type, fullName, elements)(org);
    await written(type, fullName, before)(org);
  };

/** Deletes a component through the Metadata API. */
export const deleted =
  (type: Written, fullName: string): Step =>
  async ({ connection }) => {
    succeeded(fullName, await connection.metadata.delete(type, fullName));
  };

/** Deletes a component through the Metadata API and makes it anew, as it was. */
export const anew =
  (type: Written, fullName: string): Step =>
  async (org) => {
    const body: object = await org.connection.metadata.read(type, fullName);
    await deleted(type, fullName)(org);
    succeeded(fullName, await org.connection.metadata.create(type, { ...body, fullName } as never));
  };

type Saved = { readonly success: boolean };
function succeeded(fullName: string, results: Saved | readonly Saved[]): void {
  if ([results].flat().some(({ success }) => !success)) throw new Error(`${fullName}: ${JSON.stringify(results)}`);
}

/** Deletes a field of the schema with all that needs it, and deploys the schema again. */
export const fieldRemade =
  (fullName: string): Step =>
  async (org) => {
    const { desired } = makePlan(schema, await gatherSnapshot(org.connection, 'uat', schema));
    const { packages } = razing(
      desired.filter((component) => component.fullName === fullName),
      desired,
    );
    for (const files of packages) {
      if (!(await takes(org.connection, files))) throw new Error(`${fullName} could not be deleted`);
    }
    await org.deploySchema();
  };

export const complete = {
  Is_Synthetic__c: true,
  Generation_Source__c: 'faker 9',
  Creation_Timestamp__c: '2026-01-15T09:30:00.000Z',
};

const assignment = (field: string): MetadataBody => ({
  name: 'Set',
  label: 'Set',
  locationX: '0',
  locationY: '0',
  assignmentItems: [{ assignToReference: `$Record.${field}`, operator: 'Assign', value: { booleanValue: 'false' } }],
});

/** A flow that a record triggers and that assigns one of its fields. */
export const flow = ({
  object = 'Account',
  field = 'Is_Synthetic__c',
  status = 'Active',
  trigger = 'RecordBeforeSave',
} = {}): Step =>
  add('Flow', 'Mover', {
    assignments: [assignment(field)],
    label: 'Mover',
    processType: 'AutoLaunchedFlow',
    start: { locationX: '0', locationY: '0', object, recordTriggerType: 'Create', triggerType: trigger },
    status,
  });

export const trigger = (code: string, status = 'Active'): Step =>
  add('ApexTrigger', 'Mover', { apiVersion: '66.0', status }, code);

/** A workflow rule and its field update. */
export const workflow = ({ field = 'Is_Synthetic__c', active = 'true' } = {}): Step =>
  all(
    add('WorkflowFieldUpdate', 'Lead.Unmark', {
      field,
      literalValue: '0',
      name: 'Unmark',
      notifyAssignee: 'false',
      operation: 'Literal',
      protected: 'false',
    }),
    add('WorkflowRule', 'Lead.Rule', {
      actions: [{ name: 'Unmark', type: 'FieldUpdate' }],
      active,
      formula: 'TRUE',
      triggerType: 'onAllChanges',
    }),
  );

export const remoteSite = (url: string, isActive = 'true'): Step =>
  add('RemoteSiteSetting', 'Site', { disableProtocolSecurity: 'false', isActive, url });

const bannerFiles = {
  'syntheticBanner.js': 'export default class SyntheticBanner {}',
  'syntheticBanner.js-meta.xml': file('LightningComponentBundle', '<isExposed>true</isExposed>'),
};
export const banner = add('LightningComponentBundle', 'syntheticBanner', { isExposed: 'true' }, zip(bannerFiles));

export const page = (object: string, component: string): Step =>
  add('FlexiPage', `${object}_Page`, {
    flexiPageRegions: [
      {
        itemInstances: [{ componentInstance: { componentName: component } }],
        name: 'main',
        type: 'Region',
      },
    ],
    masterLabel: `${object} Page`,
    sobjectType: object,
    template: { name: 'flexipage:recordHomeTemplateDesktop' },
    type: 'RecordPage',
  });
