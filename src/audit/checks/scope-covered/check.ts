import type { Check, CheckMetadata } from '../../check.js';
import type { Finding } from '../../finding.js';
import { gapFindings } from '../../gapFindings.js';

const metadata: CheckMetadata = {
  id: 'scope-covered',
  title: 'Every object in the scope of the provenance schema exists in the org and takes the markers',
  severity: 'high',
  risk: 'A listed object that the org does not have is not protected under the name that was meant; records may live in another object, unmarked.',
  remediation: 'Correct the object’s name in the provenance schema, or mark it optional: { name: …, optional: true }.',
  references: ['https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_describeGlobal.htm'],
};

export const check: Check = {
  metadata,
  evaluate: (input) => {
    const { schema, plan, snapshot } = input;
    const finding = (name: string, rest: Pick<Finding, 'status' | 'message'> & { remediation?: string }): Finding => ({
      check: metadata.id,
      severity: metadata.severity,
      subject: `Object:${name}`,
      object: name,
      name,
      remediation: '',
      ...rest,
    });
    const reasons = new Map(schema.objects.map(({ name, reason }) => [name, reason]));
    return [
      ...plan.scope.missing.map(({ name, optional }) =>
        optional
          ? finding(name, { status: 'pass', message: 'not in this org; the schema marks it optional' })
          : finding(name, {
              status: 'fail',
              message: 'the org has no such object, or the user can’t see it',
              remediation: metadata.remediation,
            }),
      ),
      ...plan.scope.targets.map(({ name }) => {
        const reason = reasons.get(name);
        const differs = reason === undefined ? '' : `, with settings of its own: ${reason}`;
        const [, namespace] = /^(\w+?)__\w+__c$/.exec(name) ?? [];
        const packaged =
          namespace === undefined ? '' : `, from the installed package ${namespace}; fields can be added to it`;
        return finding(name, { status: 'pass', message: `the org has it${packaged}${differs}` });
      }),
      // Left out on purpose, which whoever reads the audit has to see.
      ...schema.exclude.map(({ name, reason }) =>
        finding(name, { status: 'pass', message: `left out by the schema: ${reason}` }),
      ),
      ...plan.scope.leftOut.map(({ name, reason }) =>
        finding(name, { status: 'pass', message: `not reached by "*": ${reason}` }),
      ),
      ...gapFindings(input, metadata, ['coverage', 'marker fields']),
      ...(snapshot.objectsUnread === undefined
        ? []
        : [
            {
              ...finding(snapshot.org.name, {
                status: 'notEvaluated',
                message: `which objects take custom fields could not be read: ${snapshot.objectsUnread}`,
                remediation: 'Use a user with the permission "View Setup and Configuration".',
              }),
              subject: 'Org',
            },
          ]),
    ];
  },
};
