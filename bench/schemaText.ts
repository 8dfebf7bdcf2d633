/** A provenance schema of that many custom objects, everything else by default. */
export function schemaText(objects: number): string {
  const names = Array.from({ length: objects }, (_, index) => `  - name: Thing_${index + 1}__c`);
  return ['version: 1', 'objects:', ...names, ''].join('\n');
}
