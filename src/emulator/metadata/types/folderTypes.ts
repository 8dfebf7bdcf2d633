import type { ComponentType } from './componentType.js';

/**
 * Components in folders (`Folder/Name`), and the folders themselves: components of a type of their own that manifests
 * list among those of what is in them.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_folder.htm
 */
const ROWS: readonly (readonly [
  name: string,
  folder: string,
  suffix: string,
  keyPrefix: string,
  folderType: string,
  metaFile: boolean,
])[] = [
  ['Dashboard', 'dashboards', 'dashboard', '01Z', 'DashboardFolder', false],
  ['Document', 'documents', '', '015', 'DocumentFolder', true],
  ['EmailTemplate', 'email', 'email', '00X', 'EmailFolder', true],
  ['Report', 'reports', 'report', '00O', 'ReportFolder', false],
];

/** Folders that no package brings: every org has them. */
const STANDING = /^(unfiled\$public|Private Reports|Private Dashboards)$/;

export const folderTypes: readonly ComponentType[] = ROWS.flatMap(
  ([name, folder, suffix, keyPrefix, folderType, metaFile]): ComponentType[] => [
    {
      name,
      folder,
      suffix,
      metaFile,
      keyPrefix,
      folderType,
      checkAlone: ({ fullName }) => (fullName.includes('/') ? [] : [`${fullName} is in no folder.`]),
      checkWithin: ({ fullName }, { org }) => {
        const place = fullName.slice(0, fullName.lastIndexOf('/'));
        return STANDING.test(place) || org.components.get(folderType, place) ? [] : [`Cannot find folder:${place}`];
      },
    },
    {
      name: folderType,
      folder,
      suffix: '',
      metaFile: false,
      keyPrefix: '00l',
      listedAs: name,
      checkAlone: () => [],
      checkWithin: () => [],
    },
  ],
);
