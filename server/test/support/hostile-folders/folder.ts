/** What a cloned repository may hold. Each folder is survived: `check` ends soon, and the fault in `good/Dockerfile` is reported. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface HostileFolder {
  readonly name: string;
  lay(put: Put, link: (path: string, to: string) => void): void;
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
  folder.lay(put, (path, to) => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    symlinkSync(to, join(dir, path));
  });
}
