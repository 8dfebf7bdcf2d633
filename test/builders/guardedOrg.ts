import type { Connection } from '@salesforce/core';
import type { ProvenanceSchema } from '../../src/schema/provenanceSchema.js';
import { deployTo } from './deployment.js';
import type { LiveOrg } from './embeddedOrg.js';

/** Deploys the schema to a live org; fails the test unless all of it is there afterwards. */
export const deploy = async (org: LiveOrg, schema: ProvenanceSchema): Promise<void> => {
  expect((await deployTo(org, schema)).outcome).toBe('deployed');
};

/** Assigns a permission set to the connected user; returns the assignment's id. */
export const assign = async (connection: Connection, name: string): Promise<string> => {
  const { Id: set } = await connection.singleRecordQuery<{ Id: string }>(
    `SELECT Id FROM PermissionSet WHERE Name = '${name}'`,
  );
  const { Id: user } = await connection.singleRecordQuery<{ Id: string }>(
    `SELECT Id FROM User WHERE Username = '${connection.getUsername() ?? ''}'`,
  );
  const { id } = await connection.sobject('PermissionSetAssignment').create({ AssigneeId: user, PermissionSetId: set });
  if (id === undefined) throw new Error(`${name} could not be assigned`);
  return id;
};

/** The guard's message that refused the write, or `accepted`. */
export const outcomeOf = async (write: Promise<unknown>): Promise<string> => {
  try {
    await write;
    return 'accepted';
  } catch (error) {
    const { name, message } = error as Error;
    return name === 'FIELD_CUSTOM_VALIDATION_EXCEPTION' ? (message.split(/[.,]/)[0] ?? '') : `${name}: ${message}`;
  }
};
