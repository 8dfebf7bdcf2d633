import type { ComponentType } from './componentType.js';

/** The type of a file that only gathers components, and those: element, type, prefix of their ids. */
type Container = {
  readonly name: string;
  readonly folder: string;
  readonly suffix: string;
  readonly children: readonly (readonly [element: string, name: string, keyPrefix: string])[];
};

/**
 * Files that are nothing but the components in them, so that a deploy changes only those that it names.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_workflow.htm,
 * meta_sharingrules.htm, meta_assignmentrule.htm, meta_autoresponserules.htm, meta_escalationrules.htm,
 * meta_matchingrule.htm, meta_customlabels.htm there
 */
const CONTAINERS: readonly Container[] = [
  {
    name: 'CustomLabels',
    folder: 'labels',
    suffix: 'labels',
    children: [['labels', 'CustomLabel', '101']],
  },
  {
    name: 'Workflow',
    folder: 'workflows',
    suffix: 'workflow',
    children: [
      ['alerts', 'WorkflowAlert', '01W'],
      ['fieldUpdates', 'WorkflowFieldUpdate', '04Y'],
      ['flowActions', 'WorkflowFlowAction', '000'],
      ['knowledgePublishes', 'WorkflowKnowledgePublish', '000'],
      ['outboundMessages', 'WorkflowOutboundMessage', '04k'],
      ['rules', 'WorkflowRule', '01Q'],
      ['send', 'WorkflowSend', '000'],
      ['tasks', 'WorkflowTask', '01T'],
    ],
  },
  {
    name: 'SharingRules',
    folder: 'sharingRules',
    suffix: 'sharingRules',
    children: [
      ['sharingCriteriaRules', 'SharingCriteriaRule', '000'],
      ['sharingGuestRules', 'SharingGuestRule', '000'],
      ['sharingOwnerRules', 'SharingOwnerRule', '000'],
      ['sharingTerritoryRules', 'SharingTerritoryRule', '000'],
    ],
  },
  {
    name: 'AssignmentRules',
    folder: 'assignmentRules',
    suffix: 'assignmentRules',
    children: [['assignmentRule', 'AssignmentRule', '01Q']],
  },
  {
    name: 'AutoResponseRules',
    folder: 'autoResponseRules',
    suffix: 'autoResponseRules',
    children: [['autoResponseRule', 'AutoResponseRule', '01Q']],
  },
  {
    name: 'EscalationRules',
    folder: 'escalationRules',
    suffix: 'escalationRules',
    children: [['escalationRule', 'EscalationRule', '01Q']],
  },
  {
    name: 'MatchingRules',
    folder: 'matchingRules',
    suffix: 'matchingRule',
    children: [['matchingRules', 'MatchingRule', '0JD']],
  },
];

/** Every container, each followed by what it contains. */
export const containedTypes: readonly ComponentType[] = CONTAINERS.flatMap(
  ({ name, folder, suffix, children }): ComponentType[] => [
    {
      name,
      folder,
      suffix,
      metaFile: false,
      keyPrefix: '000',
      container: true,
      undeletable: true,
      checkAlone: ({ fullName }) =>
        name === 'CustomLabels' && fullName !== 'CustomLabels'
          ? ['The file of custom labels is CustomLabels.labels.']
          : [],
      checkWithin: ({ fullName }, { catalog }) =>
        name === 'CustomLabels' || catalog.object(fullName)
          ? []
          : [`In field: entity - no CustomObject named ${fullName} found`],
    },
    ...children.map(([element, child, keyPrefix]): ComponentType => ({
      name: child,
      folder,
      suffix,
      metaFile: false,
      keyPrefix,
      parent: name,
      element,
      ...(name === 'CustomLabels' ? { bareName: true } : {}),
      checkAlone: () => [],
      checkWithin: () => [],
    })),
  ],
);
