import * as z from 'zod';

/**
 * Which Apex tests an org runs with a deploy job. A validation can be quick-deployed only where some ran and passed.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_deploy.htm (TestLevel), and
 * meta_deployRecentValidation.htm there
 */
export const testLevels = ['RunSpecifiedTests', 'RunLocalTests', 'RunAllTestsInOrg'] as const;

export const apexTestsShape = z.discriminatedUnion('level', [
  z.strictObject({ level: z.literal('RunSpecifiedTests'), names: z.array(z.string()).min(1) }),
  z.strictObject({ level: z.enum(['RunLocalTests', 'RunAllTestsInOrg']) }),
]);
export type ApexTests = Readonly<z.infer<typeof apexTestsShape>>;
