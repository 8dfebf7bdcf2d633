/**
 * The page of a deploy job in Setup, as the core CLI names it.
 * Source: https://github.com/salesforcecli/plugin-deploy-retrieve, `buildDeployUrl`
 */
export function deployUrl(instanceUrl: string, jobId: string): string {
  const details = `/changemgmt/monitorDeploymentsDetails.apexp?asyncId=${jobId}&retURL=/changemgmt/monitorDeployment.apexp`;
  return `${instanceUrl.replace(/\/+$/, '')}/lightning/setup/DeployStatus/page?address=${encodeURIComponent(details)}`;
}
