/**
 * Turns what `sf synthetic plan --json` printed into the text of a comment on a pull request:
 *   node plan-comment.mjs plan.json [plan-2.json …] > comment.md
 * Several files are the parts of a fleet that runners shared. A part without a result is said, never left out.
 */
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { plain } from './plain-text.mjs';

/** GitHub takes 65,536 characters, Azure DevOps 150,000 and GitLab 1,000,000. */
const LONGEST = 60_000;
const CHANGES_SHOWN = 50;

async function readPart(file) {
  try {
    const text = await readFile(file, 'utf8');
    if (text.trim() === '') return { failure: 'the command ended without a result; its log says why' };
    const printed = JSON.parse(text);
    if (Array.isArray(printed.result?.orgs)) return { orgs: printed.result.orgs };
    return { failure: printed.message ?? 'it printed no result' };
  } catch (error) {
    return { failure: error.message };
  }
}

const states = { conforms: 'nothing to do', pending: '**pending**', notReadable: '**could not be read**' };

function row({ name, ring, role, state, changes, unread }) {
  const count = (test) => changes.filter(test).length;
  const numbers = [
    count(({ action }) => action === 'create'),
    count(({ action }) => action === 'update'),
    count((change) => change.state === 'drifted'),
    unread.length,
  ];
  return `| ${plain(name)} | ${plain(ring ?? '')} | ${plain(role ?? '')} | ${states[state] ?? plain(state)} | ${numbers.join(' | ')} |`;
}

/** What a person should look at in one org; empty when nothing. */
function details({ name, changes, unread, preflight, error }) {
  const lines = [];
  if (error) lines.push(`Could not be read: ${plain(error.message)}`, '');
  for (const { component, reason } of unread.slice(0, CHANGES_SHOWN))
    lines.push(`- Could not be read: ${plain(component)}: ${plain(reason)}`);
  for (const { state, finding, action } of preflight.filter((check) => check.state !== 'ok'))
    lines.push(`- Before a deploy, ${plain(state)}: ${plain(finding)}${action ? `; ${plain(action)}` : ''}`);
  if (changes.length > 0) lines.push('', '| | Component | What it means | Last changed |', '| --- | --- | --- | --- |');
  for (const { action, type, fullName, meaning, lastChange } of changes.slice(0, CHANGES_SHOWN)) {
    const last = lastChange ? `${plain(lastChange.by ?? 'somebody')}, ${plain(lastChange.at)}` : '';
    lines.push(`| ${plain(action)} | ${plain(type)} ${plain(fullName)} | ${plain(meaning)} | ${last} |`);
  }
  const more = changes.length - CHANGES_SHOWN;
  if (more > 0) lines.push('', `… and ${more} more.`);
  if (lines.length === 0) return [];
  return ['', `<details><summary>${plain(name)}</summary>`, '', ...lines, '', '</details>'];
}

const parts = await Promise.all(process.argv.slice(2).map(readPart));
const orgs = parts.flatMap((part) => part.orgs ?? []);
const failures = parts.flatMap(({ failure }, index) => (failure === undefined ? [] : [{ failure, part: index + 1 }]));
if (parts.length === 0) failures.push({ failure: 'no part of the plan was found', part: 0 });

const pending = orgs.filter(({ state }) => state === 'pending').length;
const notReadable = orgs.filter(({ state, unread }) => state === 'notReadable' || unread.length > 0).length;
const lines = [
  '<!-- synthetic-plan -->',
  '## Provenance plan',
  '',
  `${pending} of ${orgs.length} org(s) pending, ${notReadable} not wholly readable.`,
  ...failures.map(({ failure, part }) => `\n**Part ${part} gave no plan:** ${plain(failure)}`),
];
if (orgs.length > 0) {
  lines.push('', '| Org | Ring | Role | State | Create | Update | Drifted | Not read |');
  lines.push('| --- | --- | --- | --- | ---: | ---: | ---: | ---: |');
}
const notice = '\n… This plan is too long for a comment; its artifact has all of it.';
let length = lines.join('\n').length + notice.length;
let cut = false;
for (const line of [...orgs.map(row), ...orgs.map((org) => details(org).join('\n')).filter((text) => text !== '')]) {
  length += line.length + 1;
  cut ||= length > LONGEST;
  if (!cut) lines.push(line);
}
if (cut) lines.push(notice);
process.stdout.write(`${lines.join('\n')}\n`);
