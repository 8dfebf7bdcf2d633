import { frameworkList, type FrameworkDescription } from './frameworkList.js';

/** The page of the documentation that shows every framework, in Markdown. */
export function frameworksPage(): string {
  return `${HEAD}
| framework | what it is | requirements | of these with checks |
| --- | --- | ---: | ---: |
${frameworkList().map(row).join('\n')}

${frameworkList().map(section).join('\n')}`;
}

function row({ id, name, reference, requirements }: FrameworkDescription): string {
  const checked = requirements.filter(({ checks }) => checks.length > 0).length;
  return `| [${id}](#${id}) | ${name}, ${reference} | ${requirements.length} | ${checked} |`;
}

function section({ id, name, reference, url, about, requirements }: FrameworkDescription): string {
  const rows = requirements.map(
    ({ id: number, title, text, checks, shows, judge }) =>
      `| ${number} | **${title}.** ${text} | ${checks.map((check) => `[${check}](checks.md#${check})`).join(', ')} | ${shows ?? ''} | ${judge} |`,
  );
  return `## ${id}

[${name}](${url}) (${reference}). ${about}

| no. | requirement, in our words | checks | what it shows when they pass | for a person to judge |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}

const HEAD = `<!-- Written by npm run schemas:write from src/audit/frameworks/. -->

# Frameworks

\`sf synthetic audit --framework <id>\` shows the result of an audit in the order of a law or standard: which requirements
the checks bear on, what they say of each, and what only a person can judge. \`sf synthetic audit list-frameworks\` lists the
frameworks, \`sf synthetic audit explain <id>\` shows one.

The texts are our own; what binds is the framework itself. Checks that pass are evidence for a requirement; they do not
fulfil it, and no software makes an organisation compliant. A requirement is as good as the worst that its checks say of any
org; one that no check bears on is \`manual\`, and stays in the list, since a list without it would look whole.
`;
