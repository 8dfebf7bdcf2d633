import type { Connection } from '@salesforce/core';
import { SfError } from '@salesforce/core/sfError';

/** Deploys a folder of source-format metadata as it is. Throws an SfError that names what the org refused. */
export async function deploySource(connection: Connection, directory: string): Promise<number> {
  const { ComponentSet } = await import('@salesforce/source-deploy-retrieve');
  const set = ComponentSet.fromSource(directory);
  set.sourceApiVersion = connection.getApiVersion();
  const deploy = await set.deploy({ usernameOrConnection: connection });
  const { response } = await deploy.pollStatus();
  if (response.success) return response.numberComponentsDeployed;
  const failures = [response.details.componentFailures ?? []].flat();
  const lines = failures.map(
    ({ componentType, fullName, problem }) => `${componentType ?? ''} ${fullName}: ${problem ?? ''}`,
  );
  throw new SfError(
    [`${directory} could not be deployed to ${connection.getUsername() ?? connection.instanceUrl}.`, ...lines].join(
      '\n',
    ),
    'SourceNotDeployed',
    ['Correct the metadata, or start the org without --source-dir.'],
  );
}
