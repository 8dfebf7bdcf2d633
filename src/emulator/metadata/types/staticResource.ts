import { textOf } from '../../catalog/metadataBody.js';
import type { ComponentType } from './componentType.js';
import { developerNameProblems, lengthProblems } from './naming.js';

/** Source: https://help.salesforce.com/s/articleView?id=sf.pages_static_resources.htm ("up to 5 MB in size") */
const MAX_BYTES = 5 * 1024 * 1024;

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_staticresource.htm */
export const staticResource: ComponentType = {
  name: 'StaticResource',
  folder: 'staticresources',
  suffix: 'resource',
  metaFile: true,
  keyPrefix: '081',
  checkAlone: ({ fullName, body, content }) => [
    ...developerNameProblems(fullName, 'Static Resource', 80),
    ...lengthProblems(body, { description: ['Description', 4000], contentType: ['ContentType', 120] }),
    ...(/^[\w.+-]+\/[\w.+-]+(;.*)?$/.test(textOf(body, 'contentType') ?? '')
      ? []
      : [`Invalid content type: ${textOf(body, 'contentType')}`]),
    ...((content?.length ?? 0) > MAX_BYTES ? [`Value too long for field: Body maximum length is:${MAX_BYTES}`] : []),
    ...(body['content'] === undefined ? [] : ['Element content is not allowed beside a content file.']),
  ],
  checkWithin: () => [],
};
