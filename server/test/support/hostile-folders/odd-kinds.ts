/** Folders in whose places stands something of another kind, or in another encoding, than a reader thinks. */
import { times } from '../shapes/shape.js';
import { files, GOOD, type HostileFolder } from './folder.js';

const LEAK = (name: string) => `package main\n\nfunc ${name}() *int {\n\tx := 1\n\treturn &x\n}\n`;
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');
const FOLDERS =
  'go.work go.sum Dockerfile Makefile a.go .github/workflows/a.yml .gitlab-ci.yml .gitignore .dockerignore .git vendor/modules.txt sub/go.mod/go.mod .vscode/settings.json .devcontainer/devcontainer.json Taskfile.yml .go-version';
const LAUGHS = `a: &a0 [go, go]\n${times(40, i => `a${i}: &a${i + 1} [${`*a${i}, `.repeat(9)}]\n`)}`;
const MERGED = `m: &m0 {GOFLAGS: -a, A: go build}\n${times(40, i => `x${i}: &m${i + 1}\n  <<: [*m${i}, *m${i}, *m${i}]\n  k${i}: *m${i}\n`)}`;

export const ODD_KINDS: readonly HostileFolder[] = [
  files('folders in the places of files', () => Object.fromEntries(FOLDERS.split(' ').map(name => [`${name}/x`, 'x']))),
  files('encodings', () => ({
    'le.go': utf16(LEAK('a')),
    'be.go': utf16(LEAK('b')).swap16(),
    'marks.go': `${'\uFEFF'.repeat(1000)}${LEAK('c')}`,
    'cr.go': LEAK('d').replaceAll('\n', '\r'),
    'crlf.go': LEAK('e').replaceAll('\n', '\r\n'),
    'nul.go': LEAK('f').replace('1', '1\0'),
    'broken.go': Buffer.concat([Buffer.from(LEAK('g')), Buffer.from([0xff, 0xc0, 0x80, 0xed, 0xa0, 0x80])]),
    'separators.go': LEAK('h').replaceAll('\n', '\u2028'),
    'le/Dockerfile': utf16(GOOD),
    'cr/Dockerfile': GOOD.replaceAll('\n', '\r'),
    'nul/Dockerfile': GOOD.replace('RUN', '\0RUN'),
    'nul/go.mod': 'module x\0y\n',
    '.github/workflows/le.yml': utf16('on: push\njobs: {j: {steps: [{run: go build}]}}\n'),
  })),
  files('a billion laughs in every kind of YAML', () => ({
    'compose.yml': `${LAUGHS}${MERGED}services: {a: {build: *m40, environment: *m40, command: *a40}}\n`,
    '.gitlab-ci.yml': `${LAUGHS}${MERGED}j: {script: *a40, variables: *m40, before_script: *a40}\n`,
    '.goreleaser.yml': `${LAUGHS}builds: [{goos: *a40, env: *a40, ldflags: *a40}]\nbefore: {hooks: *a40}\n`,
    'Taskfile.yml': `${LAUGHS}${MERGED}version: '3'\nvars: *m40\nenv: *m40\ntasks: {t: {cmds: *a40, deps: *a40, env: *m40}}\n`,
    '.ko.yaml': `${LAUGHS}builds: *a40\ndefaultLdflags: *a40\n`,
  })),
  files('5,000 build tags', () => ({
    'a.go': `//go:build ${times(5000, i => `(t${i} || !u${i}) && `)}linux\n\n${LEAK('a')}`,
    'b.go': `${times(5000, i => `// +build t${i},!u${i} v${i}\n`)}\n${LEAK('b')}`,
    'c.go': `//go:build ${'('.repeat(100_000)}linux${')'.repeat(100_000)}\n\n${LEAK('c')}`,
    'd.go': `//go:build ${'!'.repeat(100_000)}linux\n\n${LEAK('d')}`,
    Makefile: times(3000, i => `t${i}:\n\tgo build -tags t${i},u${i} .\n`),
  })),
  files('a workspace of 50,000 modules', () => ({
    'go.work': `go 1.26\n\nuse (\n\t.\n${times(50_000, i => `\t./m${i}\n`)})\n`,
    ...Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`m${i}/go.mod`, `module example.com/m${i}\n\ngo 1.26\n`])),
  })),
  {
    name: 'links that lead out in many steps',
    lay: (put, link) => {
      put('end/Dockerfile', GOOD);
      for (let i = 0; i < 60; i++) link(`c${i}/Dockerfile`, i === 0 ? '../end/Dockerfile' : `../c${i - 1}/Dockerfile`);
      link('up.go', `${'../'.repeat(600)}etc/passwd`);
      link('environment.go', '/proc/self/environ');
      link('memory/Dockerfile', '/proc/self/mem');
      link('root', '/proc/self/root');
      link('vendor', '/');
      put('a/.git', 'gitdir: ../b/.git\n');
      put('b/.git', 'gitdir: ../a/.git\n');
      put('a/Dockerfile', GOOD);
      put('b/Dockerfile', GOOD);
    },
  },
];
