/** What a cloned repository may hold. Each folder is survived: `check` ends soon, and the fault in `good/Dockerfile` is reported. */
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makePipe } from '../odd-files.js';

export interface HostileFolder {
  readonly name: string;
  lay(put: Put, link: (path: string, to: string) => void, odd: Odd): void;
}

/** What is no plain file. */
export interface Odd {
  pipe(path: string): void;
  /** A file of so many bytes that takes no room on the disk. */
  sparse(path: string, start: string, size: number): void;
  /** Nobody may read it, but for root. */
  lock(path: string): void;
}

/** Writes a file below the folder. */
export type Put = (path: string, content: string | Uint8Array) => void;

/** A folder that holds a few files. */
export function files(name: string, made: () => Readonly<Record<string, string | Uint8Array>>): HostileFolder {
  return {
    name,
    lay: put => {
      for (const [path, content] of Object.entries(made())) put(path, content);
    },
  };
}

export const MODULE = 'module example.com/hostile\n\ngo 1.26\n';
export const GOOD = 'FROM golang:1.26\nENV GOEXPERIMENT=RangeFunc\nRUN go build -o /a .\n';

/** Lays it below `dir`, with a program and the good file. */
export function lay(folder: HostileFolder, dir: string): void {
  const put: Put = (path, content) => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  };
  put('go.mod', MODULE);
  put('main.go', 'package main\n\nfunc main() {}\n');
  put('good/Dockerfile', GOOD);
  const link = (path: string, to: string) => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    symlinkSync(to, join(dir, path));
  };
  folder.lay(put, link, {
    pipe: path => {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      makePipe(join(dir, path));
    },
    sparse: (path, start, size) => {
      put(path, start);
      truncateSync(join(dir, path), size);
    },
    lock: path => chmodSync(join(dir, path), 0),
  });
}
