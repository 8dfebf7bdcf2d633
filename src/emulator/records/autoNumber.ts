/**
 * The text of an auto-number: `{0000}` in the display format is the number with at least that many digits, `{YYYY}`,
 * `{YY}`, `{MM}` and `{DD}` are parts of the day the record is made.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/field_types.htm,
 * https://help.salesforce.com/s/articleView?id=sf.custom_field_attributes.htm (Display Format)
 */
export function autoNumberText(format: string, sequence: number, now: Date): string {
  const day = now.toISOString();
  return format.replace(/\{(0+|YYYY|YY|MM|DD)\}/g, (_, part: string) => {
    switch (part) {
      case 'YYYY':
        return day.slice(0, 4);
      case 'YY':
        return day.slice(2, 4);
      case 'MM':
        return day.slice(5, 7);
      case 'DD':
        return day.slice(8, 10);
      default:
        return String(sequence).padStart(part.length, '0');
    }
  });
}
