/** Files that a clone may hold and that no editor writes. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

/** A named pipe; false, and said, where the system has none. */
export function makePipe(path: string): boolean {
  const made = spawnSync('mkfifo', [path]).status === 0;
  if (!made) console.log('      SKIPPED: no mkfifo here, so no pipe was read');
  return made;
}

/** A folder as a clone may hold it: one thing in it that is no file to read, and a fault beside it that must be found all the same. */
export interface OddFolder {
  readonly name: string;
  /** Lays the odd thing; false where the system has no such thing. */
  lay(dir: string): boolean;
  /** What is said of it, by id and name in the folder. */
  readonly said: readonly (readonly [id: string, name: string])[];
}

const FAULT = 'FROM golang:1.26\nENV GOEXPERIMENT=RangeFunc\nRUN go build .\n';

/** Where the fault is, and the rule that finds it. */
export const GOOD = { file: 'good/Dockerfile', rule: 'experiment/syntax' } as const;

const link = (target: string, path: string) => {
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true });
  symlinkSync(target, path);
  return existsSync(target) || !isAbsolute(target);
};

export const ODD_FOLDERS: readonly OddFolder[] = [
  {
    name: 'vendored-zeros',
    lay(dir) {
      writeFileSync(join(dir, 'main.go'), 'package main\n\nimport _ "example.com/dep"\n\nfunc main() {}\n');
      writeFileSync(
        join(dir, 'Dockerfile'),
        'FROM golang:1.26 AS b\nCOPY . .\nRUN go build -o /a .\nFROM scratch\nCOPY --from=b /a /a\nENTRYPOINT ["/a"]\n',
      );
      const isLaid = link('/dev/zero', join(dir, 'vendor/example.com/dep/z.go'));
      writeFileSync(join(dir, 'vendor/modules.txt'), '# example.com/dep v1.0.0\n## explicit; go 1.20\nexample.com/dep\n');
      return isLaid;
    },
    said: [],
  },
  { name: 'module-of-zeros', lay: dir => link('/dev/zero', join(dir, 'go.mod')), said: [['cli/notAFile', 'go.mod']] },
  { name: 'module-at-a-terminal', lay: dir => link('/dev/ptmx', join(dir, 'go.mod')), said: [['cli/notAFile', 'go.mod']] },
  {
    name: 'module-in-a-pipe',
    lay(dir) {
      rmSync(join(dir, 'go.mod'));
      return makePipe(join(dir, 'go.mod'));
    },
    said: [['cli/notAFile', 'go.mod']],
  },
  {
    name: 'image-in-a-pipe',
    lay: dir => link('/dev/ptmx', join(dir, 'sub/Dockerfile')) && makePipe(join(dir, 'Dockerfile')),
    said: [
      ['cli/notAFile', 'Dockerfile'],
      ['cli/notAFile', 'sub/Dockerfile'],
    ],
  },
  {
    name: 'links-in-circles',
    lay: dir => link('self.go', join(dir, 'self.go')) && link('b', join(dir, 'a')) && link('a', join(dir, 'b')),
    said: [['cli/unreadable', 'self.go']],
  },
  {
    name: 'links-out',
    lay: dir => link(`../${OUTSIDE}/Dockerfile`, join(dir, 'Dockerfile')) && link(`../${OUTSIDE}/go.mod`, join(dir, 'go.mod')),
    said: [
      ['cli/leadsOut', 'Dockerfile'],
      ['cli/leadsOut', 'go.mod'],
    ],
  },
];

/** Beside the folders, with a fault that is not theirs. */
export const OUTSIDE = 'outside';

/** Lays them below `top`; those that this system can have. */
export function layOddFolders(top: string): readonly OddFolder[] {
  const files = (dir: string) => {
    mkdirSync(join(dir, 'good'), { recursive: true });
    writeFileSync(join(dir, 'go.mod'), `module example.com/x\n\ngo 1.26\n`);
    writeFileSync(join(dir, 'main.go'), 'package main\n\nfunc main() {}\n');
    writeFileSync(join(dir, GOOD.file), FAULT);
  };
  files(join(top, OUTSIDE));
  writeFileSync(join(top, OUTSIDE, 'Dockerfile'), FAULT);
  return ODD_FOLDERS.filter(odd => {
    const dir = join(top, odd.name);
    files(dir);
    const isLaid = odd.lay(dir);
    if (!isLaid) rmSync(dir, { recursive: true });
    return isLaid;
  });
}
