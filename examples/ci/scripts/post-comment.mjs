/**
 * Puts a text on a pull request, in place of the one it put there before:
 *   node post-comment.mjs comment.md
 * The first line of the text is the mark by which it is found again.
 *
 * - GitHub, also from Jenkins: GITHUB_TOKEN, GITHUB_REPOSITORY, PULL_REQUEST, GITHUB_API_URL (default api.github.com)
 * - GitLab: GITLAB_TOKEN, and what a merge request pipeline sets
 * - Azure Repos: SYSTEM_ACCESSTOKEN, and what a pull request validation sets
 *
 * https://docs.github.com/en/rest/issues/comments  https://docs.gitlab.com/api/notes/
 * https://learn.microsoft.com/en-us/rest/api/azure/devops/git/pull-request-threads
 */
import { readFile } from 'node:fs/promises';
import process from 'node:process';

const { env } = process;

function needed(name) {
  if (!env[name]) throw new Error(`${name} is not set.`);
  return env[name];
}

function github() {
  const root = `${env.GITHUB_API_URL ?? 'https://api.github.com'}/repos/${needed('GITHUB_REPOSITORY')}/issues`;
  return {
    headers: { authorization: `Bearer ${needed('GITHUB_TOKEN')}`, accept: 'application/vnd.github+json' },
    page: (number) => `${root}/${needed('PULL_REQUEST')}/comments?per_page=100&page=${number}`,
    comments: (answer) => answer.map(({ id, body }) => ({ url: `${root}/comments/${id}`, body })),
    update: (body) => ['PATCH', { body }],
    create: (body) => [`${root}/${needed('PULL_REQUEST')}/comments`, { body }],
  };
}

function gitlab() {
  const request = `projects/${needed('CI_PROJECT_ID')}/merge_requests/${needed('CI_MERGE_REQUEST_IID')}`;
  const root = `${needed('CI_API_V4_URL')}/${request}/notes`;
  return {
    headers: { 'private-token': needed('GITLAB_TOKEN') },
    page: (number) => `${root}?per_page=100&page=${number}`,
    comments: (answer) => answer.map(({ id, body }) => ({ url: `${root}/${id}`, body })),
    update: (body) => ['PUT', { body }],
    create: (body) => [root, { body }],
  };
}

function azure() {
  const project = `${needed('SYSTEM_COLLECTIONURI')}${needed('SYSTEM_TEAMPROJECTID')}`;
  const request = `${needed('BUILD_REPOSITORY_ID')}/pullRequests/${needed('SYSTEM_PULLREQUEST_PULLREQUESTID')}`;
  const root = `${project}/_apis/git/repositories/${request}/threads`;
  const version = 'api-version=7.1';
  return {
    headers: { authorization: `Bearer ${needed('SYSTEM_ACCESSTOKEN')}` },
    // All threads come in one answer.
    page: (number) => (number === 1 ? `${root}?${version}` : undefined),
    comments: ({ value }) =>
      value.flatMap(({ id, comments }) =>
        comments.map((comment) => ({
          url: `${root}/${id}/comments/${comment.id}?${version}`,
          body: comment.content ?? '',
        })),
      ),
    update: (content) => ['PATCH', { content }],
    create: (content) => [
      `${root}?${version}`,
      { comments: [{ parentCommentId: 0, content, commentType: 'text' }], status: 'closed' },
    ],
  };
}

function request(host, url, method, body) {
  return globalThis.fetch(url, {
    method,
    headers: { ...host.headers, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
}

async function send(...args) {
  const response = await request(...args);
  if (!response.ok) throw new Error(`${args[2]} of the comment was answered with ${response.status}.`);
  return response.json();
}

/** Whether it could be updated: not when somebody else wrote it, and made it begin alike. */
async function update(host, { url }) {
  const { status } = await request(host, url, ...host.update(text));
  if (status >= 400 && ![403, 404].includes(status)) throw new Error(`The update was answered with ${status}.`);
  return status < 400;
}

async function earlierComment(host, mark) {
  for (let number = 1, url; (url = host.page(number)) !== undefined; number += 1) {
    const comments = host.comments(await send(host, url, 'GET'));
    const found = comments.find(({ body }) => body.startsWith(mark));
    if (found || comments.length === 0) return found;
  }
  return undefined;
}

const text = await readFile(process.argv[2], 'utf8');
const host = env.GITLAB_CI ? gitlab() : env.TF_BUILD ? azure() : github();
const earlier = await earlierComment(host, text.split('\n', 1)[0]);
if (!earlier || !(await update(host, earlier))) {
  const [url, body] = host.create(text);
  await send(host, url, 'POST', body);
}
