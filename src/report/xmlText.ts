import { visible } from './visibleText.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for an element or a quoted attribute of XML or HTML, on one line; no character of it is markup or unseen. */
export function markup(text: string): string {
  return visible(text).replace(/[&<>"']/gu, (char) => ENTITIES[char] ?? char);
}
