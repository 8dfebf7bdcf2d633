import terminalLink from 'terminal-link';

/** A text that leads to a job's page in Setup, in terminals that can show links; elsewhere the text alone. */
export function jobLink(text: string, url: string | undefined): string {
  return url === undefined ? text : terminalLink(text, url, { fallback: false });
}
