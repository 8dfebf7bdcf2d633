import type { Check, CheckMetadata } from '../../check.js';
import type { Finding } from '../../finding.js';

const metadata: CheckMetadata = {
  id: 'scope-covered',
  title: 'Every object in the scope of the provenance schema exists in the org',
  severity: 'high',
  risk: 'A listed object that the org does not have is not protected under the name that was meant; records may live in another object, unmarked.',
  remediation: 'Correct the object’s name in the provenance schema, or mark it optional: { name: …, optional: true }.',
  references: ['https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_describeGlobal.htm'],
};

export const check: Check = {
  metadata,
  evaluate: ({ schema, plan }) => [
    ...schema.objects.map(({ name }): Finding => {
      const missing = plan.missingObjects.find((object) => object.name === name);
      const about = {
        check: metadata.id,
        severity: metadata.severity,
        subject: `Object:${name}`,
        object: name,
        name,
      };
      if (missing === undefined) return { ...about, status: 'pass', message: 'the org has it', remediation: '' };
      if (missing.optional)
        return { ...about, status: 'pass', message: 'not in this org; the schema marks it optional', remediation: '' };
      return {
        ...about,
        status: 'fail',
        message: 'the org has no such object, or the user can’t see it',
        remediation: metadata.remediation,
      };
    }),
    // Left out on purpose, which whoever reads the audit has to see.
    ...schema.exclude.map(({ name, reason }): Finding => ({
      check: metadata.id,
      severity: metadata.severity,
      subject: `Object:${name}`,
      object: name,
      name,
      status: 'pass',
      message: `left out by the schema: ${reason}`,
      remediation: '',
    })),
  ],
};
