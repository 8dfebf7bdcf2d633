import type { FrameworkView } from '../audit/frameworkView.js';

/** A framework as a taxonomy, its requirements as taxa: section 3.19 of the standard. */
export function taxonomyOf({ id, name, reference, url, about, requirements }: FrameworkView): object {
  return {
    name: id,
    fullName: `${name}, ${reference}`,
    informationUri: url,
    shortDescription: { text: about },
    taxa: requirements.map((requirement) => ({
      id: requirement.id,
      name: requirement.title,
      shortDescription: { text: requirement.text },
      fullDescription: { text: `${requirement.text} For a person to judge: ${requirement.judge}` },
      properties: { status: requirement.status },
    })),
  };
}

/** The requirements that a rule bears on; nothing where there are none. */
export function relationshipsOf(rule: { readonly id: string }, frameworks: readonly FrameworkView[]): object {
  const relationships = frameworks.flatMap(({ id: name, requirements }) =>
    requirements.flatMap(({ id, checks }, index) =>
      checks.includes(rule.id) ? [{ target: { id, index, toolComponent: { name } }, kinds: ['relevant'] }] : [],
    ),
  );
  return relationships.length === 0 ? {} : { relationships };
}
