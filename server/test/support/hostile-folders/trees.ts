/** Folders whose shape is the trap: how many files, how deep, how named, where links lead. */
import { files, type HostileFolder } from './folder.js';

const BUILD = 'FROM golang:1.26\nRUN go build .\n';

export const TREES: readonly HostileFolder[] = [
  {
    name: '100,000 files in one folder',
    lay: put => {
      for (let i = 0; i < 100_000; i++)
        put(`many/f${i}.${i % 50 === 0 ? 'go' : 'txt'}`, i % 50 === 0 ? `package many\n\nfunc f${i}() {}\n` : '');
    },
  },
  {
    name: '10,000 folders with a Go file each',
    lay: put => {
      for (let i = 0; i < 10_000; i++)
        put(`p${i % 100}/q${i}/a.go`, `package a\n\nimport _ "example.com/hostile/p${(i + 1) % 100}/q${i + 1}"\n`);
    },
  },
  {
    name: '5,000 packages of one name',
    lay: put => {
      for (let i = 0; i < 5000; i++) put(`p${i}/main.go`, `package main\n\nimport "C"\n\nfunc main() {}\n`);
    },
  },
  {
    name: '2,000 Dockerfiles',
    lay: put => {
      for (let i = 0; i < 2000; i++) put(`d${i}/Dockerfile`, `${BUILD}ENV GOEXPERIMENT=nope${i}\nFROM scratch\nCOPY --from=0 /a /a\n`);
    },
  },
  {
    name: '3,000 modules with a Makefile each',
    lay: put => {
      for (let i = 0; i < 3000; i++) {
        put(`d${i}/Makefile`, `all:\n\tgo build -o x ./...\n\tGOEXPERIMENT=a${i} go test\n`);
        put(`d${i}/go.mod`, `module d${i}\n\ngo 1.${i % 27}\n`);
      }
    },
  },
  {
    name: '200 modules in each other',
    lay: put => {
      for (let i = 0; i < 200; i++) {
        const dir = 'a-module-within/'.repeat(i + 1);
        put(`${dir}go.mod`, `module d${i}\n\ngo 1.26\n`);
        put(`${dir}Dockerfile`, BUILD);
        put(`${dir}Makefile`, 'all:\n\tgo build ./...\n');
        put(`${dir}main.go`, 'package main\n\nfunc main() {}\n');
        put(`${dir}.dockerignore`, '*.txt\n!**/x\n');
      }
    },
  },
  {
    name: '1,000 folders deep',
    lay: put => {
      put(`${'d/'.repeat(1000)}Dockerfile`, BUILD);
      put(`${'d/'.repeat(1000)}a.go`, 'package a\n');
    },
  },
  {
    name: 'links everywhere',
    lay: (put, link) => {
      put('a/b/a.go', 'package b\n');
      for (let i = 0; i < 200; i++) {
        link(`a/up${i}`, '..');
        link(`a/b/root${i}`, '/');
        link(`a/b/top${i}.go`, '../../main.go');
        link(`a/b/gone${i}.go`, 'gone');
        link(`ring${i}`, `ring${(i + 1) % 200}`);
        link(`secret${i}/Dockerfile`, '/etc/passwd');
        link(`secret${i}/go.mod`, '/etc/passwd');
      }
    },
  },
  {
    name: 'odd names',
    lay: put => {
      const names = [
        'ünïcödé',
        'a\u0301',
        'A',
        'a',
        '日本語',
        '\u202ertl',
        ' ',
        '-rf',
        '--help',
        '$(id)',
        '`id`',
        ';id',
        '%00',
        '~',
        '*',
        'x\ty',
        'x\ny',
        '\u001b[2J',
        '😀',
        'x'.repeat(200),
      ];
      for (const name of names) {
        put(`${name}/Dockerfile`, BUILD);
        put(`names/${name}.go`, 'package names\n\nfunc f() *int { x := 1; return &x }\n');
        put(`names/${name}.Dockerfile`, `${BUILD}ENV GOEXPERIMENT=${'x'}\n`);
      }
    },
  },
  {
    name: 'names that mean something in a URI',
    lay: put => {
      for (const name of ['#', '?', '##[x]', '%', '%23', '%2e%2e', '..%2f', 'a#b', 'a?b=#', 'c:', 'file:%2f%2f', '\\..'])
        put(`uri/${name}/Dockerfile`, `${BUILD}ENV GOEXPERIMENT=x\n`);
    },
  },
  files('not text', () => ({
    'a.go': Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 256),
    'b.go': Buffer.from('\ufeffpackage a\n\nfunc f() {}\n', 'utf16le'),
    'c.go': Buffer.concat([Buffer.from('package a\n\nvar x = "'), Buffer.alloc(100_000, 0xff), Buffer.from('"\n')]),
    Dockerfile: Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 256),
    Makefile: Buffer.from('all:\n\tgo build\n', 'utf16le'),
    'ci/.gitlab-ci.yml': Uint8Array.from({ length: 300_000 }, (_, i) => (i * 31) % 256),
    'build.sh': Buffer.alloc(300_000),
  })),
];
