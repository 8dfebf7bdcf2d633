import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { VirtualTreeContainer } from '@salesforce/source-deploy-retrieve';
import type { Component } from '../metadata/component.js';
import { toSourceFiles } from '../metadata/sourceFormat.js';

/** The folder under which the components lie in the tree. */
export const PACKAGE_ROOT = join('synthetic', 'main', 'default');

/** Components as a source-format folder that exists in memory only: what is deployed never touches the disk. */
export class ComponentTree extends VirtualTreeContainer {
  public constructor(components: readonly Component[]) {
    super(directories(components));
  }

  public override stream(fsPath: string): Readable {
    return Readable.from([this.readFileSync(fsPath)]);
  }
}

type Directory = { dirPath: string; children: ({ name: string; data: Buffer } | string)[] };

function directories(components: readonly Component[]): Directory[] {
  const byPath = new Map<string, Directory>();
  const directory = (dirPath: string): Directory => {
    const known = byPath.get(dirPath);
    if (known !== undefined) return known;
    const created: Directory = { dirPath, children: [] };
    byPath.set(dirPath, created);
    const parent = dirname(dirPath);
    if (parent !== dirPath && parent !== '.') directory(parent).children.push(basename(dirPath));
    return created;
  };
  directory(PACKAGE_ROOT);
  for (const file of components.flatMap(toSourceFiles)) {
    const path = join(PACKAGE_ROOT, ...file.path.split('/'));
    directory(dirname(path)).children.push({ name: basename(path), data: Buffer.from(file.content) });
  }
  return [...byPath.values()];
}
