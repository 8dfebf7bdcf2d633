import terminalLink from 'terminal-link';

/** A text that leads to a job's page in Setup, in terminals that can show links; elsewhere the text alone. */
export function jobLink(text: string, url: string | undefined): string {
  return url === undefined ? text : terminalLink(text, url, { fallback: false });
}

/** Whether a link can be followed where a text stands for it. */
export function canLink(): boolean {
  return terminalLink.isSupported;
}
