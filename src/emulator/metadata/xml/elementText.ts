import type { XmlElement } from './element.js';

export function childNamed(parent: XmlElement, name: string): XmlElement | undefined {
  return parent.children.find((each) => each.name === name);
}

export function childrenNamed(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.filter((each) => each.name === name);
}

/** The text of the first element of that name, without white space around it. */
export function textOf(parent: XmlElement, name: string): string | undefined {
  return childNamed(parent, name)?.text.trim();
}
