import type { Connection } from '@salesforce/core';
import type { ComponentSet, DestructiveChangesType } from '@salesforce/source-deploy-retrieve';
import type { Component } from '../metadata/component.js';
import type { ApexTests } from './apexTests.js';
import { carryOutJob, type DeployOutcome, type JobRequest } from './deployJob.js';

type Name = { readonly type: string; readonly fullName: string };

export type DeployRequest = JobRequest & {
  readonly components: readonly Component[];
  /** What the org loses, before and after it takes the components. */
  readonly deletions?: { readonly before: readonly Name[]; readonly after: readonly Name[] };
  /** Deletes for good, where the org allows it. */
  readonly purgeOnDelete?: boolean;
  /** Validate on the server and change nothing. */
  readonly checkOnly: boolean;
  /** The Apex tests that the org runs with it; what the platform runs by itself unless said otherwise. */
  readonly tests?: ApexTests;
};

/** Deploys components to an org, all or nothing, and waits for the end; throws as `carryOutJob` does. */
export async function deployComponents(
  connection: Connection,
  name: string,
  request: DeployRequest,
): Promise<DeployOutcome> {
  // The deploy library is slow to load; who does not deploy must not wait for it.
  const [{ ComponentSet }, { ComponentTree, PACKAGE_ROOT }] = await Promise.all([
    import('@salesforce/source-deploy-retrieve'),
    import('./componentTree.js'),
  ]);
  const { checkOnly, purgeOnDelete, tests } = request;
  return carryOutJob(connection, name, request, async () => {
    const set = ComponentSet.fromSource({ fsPaths: [PACKAGE_ROOT], tree: new ComponentTree(request.components) });
    set.sourceApiVersion = connection.getApiVersion();
    await addDeletions(set, request.deletions);
    return set.deploy({
      usernameOrConnection: connection,
      apiOptions: {
        checkOnly,
        rollbackOnError: true,
        singlePackage: true,
        ...(purgeOnDelete === true ? { purgeOnDelete: true } : {}),
        ...(tests === undefined ? {} : { testLevel: tests.level }),
        ...(tests?.level === 'RunSpecifiedTests' ? { runTests: [...tests.names] } : {}),
      },
    });
  });
}

async function addDeletions(set: ComponentSet, deletions: DeployRequest['deletions']): Promise<void> {
  if (deletions === undefined) return;
  const library = await import('@salesforce/source-deploy-retrieve');
  const types = new library.RegistryAccess();
  const add = (names: readonly Name[], time: DestructiveChangesType): void => {
    for (const { type, fullName } of names) {
      set.add(new library.SourceComponent({ name: fullName, type: types.getTypeByName(type) }), time);
    }
  };
  add(deletions.before, library.DestructiveChangesType.PRE);
  add(deletions.after, library.DestructiveChangesType.POST);
}
