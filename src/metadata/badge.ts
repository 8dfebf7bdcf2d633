import { markersOf, type ObjectSettings, type ProvenanceSchema } from '../schema/provenanceSchema.js';
import type { DesiredComponent } from './component.js';
import { call, formulaText } from './formula.js';
import type { TargetObject } from './target.js';

const BADGE_SIZE = 16;

/** The image that the badge shows; one for all objects. */
export function badgeImage(
  schema: ProvenanceSchema,
  targets: readonly TargetObject[],
): DesiredComponent<'StaticResource'>[] {
  if (!targets.some(({ settings }) => settings.badge === 'image')) return [];
  return [
    {
      type: 'StaticResource',
      fullName: schema.badge.staticResource,
      purpose: 'badge',
      body: { cacheControl: 'Public', contentType: 'image/svg+xml', description: 'The badge of synthetic records.' },
      content: new TextEncoder().encode(badgeSvg(schema.badge.altText)),
    },
  ];
}

/** The badge field of one object, or of the object that holds its fields: a picture with alternative text, or that text. */
export function badgeFields(
  schema: ProvenanceSchema,
  fieldHome: string,
  style: ObjectSettings['badge'],
): DesiredComponent<'CustomField'>[] {
  const { badge, markers } = schema;
  if (style === 'none') return [];
  const text = formulaText(badge.altText);
  const size = String(BADGE_SIZE);
  const shown =
    style === 'text' ? text : call('IMAGE', formulaText(`/resource/${badge.staticResource}`), text, size, size);
  return [
    {
      type: 'CustomField',
      fullName: `${fieldHome}.${badge.field.apiName}`,
      purpose: 'badge',
      object: fieldHome,
      body: {
        label: badge.field.label,
        description: badge.field.description,
        inlineHelpText: badge.field.helpText,
        type: 'Text',
        formula: call('IF', markers.is_synthetic.apiName, shown, '""'),
        required: false,
        unique: false,
        externalId: false,
      },
    },
  ];
}

/** The list views of one object, synthetic and genuine records; none where it is not known to take list views. */
export function badgeListViews(schema: ProvenanceSchema, target: TargetObject): DesiredComponent<'ListView'>[] {
  const { badge, markers } = schema;
  const { name: object, settings, capabilities } = target;
  if (!settings.listViews || capabilities.listView === undefined) return [];
  const { name, created } = capabilities.listView;
  const { synthetic, genuine } = badge.listViews;
  const provenance = [
    ...(settings.badge === 'none' ? [] : [badge.field.apiName]),
    ...markersOf(schema)
      .filter(({ id }) => id !== 'is_synthetic')
      .map(({ field }) => field.apiName),
  ];
  const views = [
    // A list view writes a ticked checkbox as 1, an empty one as 0.
    { view: synthetic, value: '1', columns: [name, ...provenance] },
    { view: genuine, value: '0', columns: [name, ...(created === undefined ? [] : [created])] },
  ];
  return views
    .filter(({ view }) => view.enabled)
    .map(({ view, value, columns }) => ({
      type: 'ListView',
      fullName: `${object}.${view.name}`,
      purpose: 'badge',
      object,
      body: {
        columns,
        filterScope: 'Everything',
        filters: [{ field: markers.is_synthetic.apiName, operation: 'equals', value }],
        label: view.label,
      },
    }));
}

/**
 * A letter S in a hexagon: shape and letter carry the meaning, not the colour, and white on the dark tone reads on
 * light and dark pages alike (contrast 7:1 and more).
 */
function badgeSvg(title: string): string {
  const text = title.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16" role="img" aria-label="${text}">
  <title>${text}</title>
  <path d="M4.2 1h7.6L15.5 8l-3.7 7H4.2L.5 8z" fill="#5a1ba9" stroke="#ffffff" stroke-width="1"/>
  <path d="M10.4 5.6C10 4.6 9.1 4.1 8 4.1c-1.4 0-2.4.7-2.4 1.9 0 2.6 4.8 1.3 4.8 4 0 1.2-1 1.9-2.4 1.9-1.2 0-2.2-.6-2.5-1.6" fill="none" stroke="#ffffff" stroke-width="1.4" stroke-linecap="round"/>
</svg>
`;
}
