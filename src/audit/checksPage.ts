import { checkList } from './checkList.js';

/** The page of the documentation that explains every check, in Markdown. */
export function checksPage(): string {
  const checks = checkList();
  const rows = checks.map(({ id, title, severity }) => `| [${id}](#${id}) | ${severity} | ${title} |`);
  const sections = checks.map(
    ({ id, title, severity, risk, remediation, references }) => `## ${id}

Passes when: ${lowerFirst(title)}. Severity: ${severity}.

**Risk.** ${risk}

**To mend.** ${inMarkdown(remediation)}

${references.map((reference) => `- <${reference}>`).join('\n')}
`,
  );
  return `${HEAD}
| check | severity | passes when |
| --- | --- | --- |
${rows.join('\n')}

${sections.join('\n')}`;
}

/** Commands are code; in a sentence only what stands for something else is, which would pass for a tag. */
function inMarkdown(remediation: string): string {
  return remediation.startsWith('sf ') ? `\`${remediation}\`` : remediation.replace(/<[\w ]+>/gu, '`$&`');
}

/** A title becomes the end of a sentence. */
function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

const HEAD = `<!-- Written by npm run schemas:write from src/audit/checks/. -->

# Checks

What \`sf synthetic audit\` looks at in every org. \`sf synthetic audit list-checks\` lists the checks,
\`sf synthetic audit explain <check>\` explains one.

A finding is one of these:

- **pass**: as the schema wants it.
- **fail**: not so. The exit code is 3.
- **not evaluated**: it could not be read or judged, for the reason given; that never counts as passed. The exit code is 4,
  unless something fails.
- **manual**: nothing in the org can tell; a person has to look. It doesn't change the exit code.
- **waived**: a failure that somebody answers for until a day, in \`config/waivers.yaml\`. It stays in every report with its
  original status, owner, reason and ticket, and doesn't change the exit code. From the day after the last one it fails
  again. What was not evaluated can't be waived.
`;
