/** Folders that hold pipes, files without end, what nobody may read, and links that multiply. */
import { files, GOOD, type HostileFolder, MODULE } from './folder.js';

const PLACES =
  'go.work go.sum Dockerfile Makefile a.go build.sh compose.yml .github/workflows/a.yml .gitlab-ci.yml .goreleaser.yml .ko.yaml .gitignore .dockerignore vendor/modules.txt sub/go.mod .vscode/settings.json .devcontainer/devcontainer.json Taskfile.yml .go-version .tool-versions flake.nix default.pgo';
const TEN_GIGABYTES = 10 * 1024 ** 3;

export const NO_PLAIN_FILES: readonly HostileFolder[] = [
  {
    name: 'pipes in the places of files',
    lay: (_put, _link, { pipe }) => {
      for (const path of PLACES.split(' ')) pipe(path);
    },
  },
  {
    name: 'files of 10 GB',
    lay: (_put, _link, { sparse }) => {
      for (const path of PLACES.split(' '))
        sparse(path, path.endsWith('.go') ? 'package main\n' : 'FROM golang\nRUN go build\n', TEN_GIGABYTES);
      sparse('vendor/example.com/x/x.go', 'package x\n', TEN_GIGABYTES);
    },
  },
  {
    name: 'what nobody may read',
    lay: (put, _link, { lock }) => {
      put('locked/Dockerfile', GOOD);
      put('locked/a.go', 'package a\n');
      for (const path of PLACES.split(' ')) {
        put(`files/${path}`, GOOD);
        lock(`files/${path}`);
      }
      lock('locked');
    },
  },
  {
    name: 'links that multiply',
    lay: (put, link) => {
      for (let i = 0; i < 40; i++) {
        put(`d${i}/Dockerfile`, GOOD);
        for (const side of ['a', 'b']) link(`d${i}/${side}`, `../d${i + 1}`);
        link(`d${i}/self`, '.');
        link(`d${i}/up`, '..');
      }
      put('d40/a.go', 'package d\n');
    },
  },
  files('modules in circles', () => ({
    'go.work': 'go 1.26\n\nuse (\n\t.\n\t./a\n\t./a/b\n\t./c\n)\n',
    'a/go.work': 'go 1.26\n\nuse ..\nuse ./b\n',
    'a/b/go.work': 'go 1.26\n\nuse ../..\nuse ..\n',
    'a/go.mod': 'module example.com/a\n\nrequire example.com/b v1.0.0\nreplace example.com/b => ./b\nreplace example.com/a => .\n',
    'a/b/go.mod': 'module example.com/b\n\nrequire example.com/a v1.0.0\nreplace example.com/a => ..\n',
    'c/go.mod': `${MODULE}require example.com/hostile v1.0.0\nreplace example.com/hostile => ..\n`,
    'a/a.go': 'package a\n\nimport _ "example.com/b"\n',
    'a/b/b.go': 'package b\n\nimport "example.com/a"\n\nvar x = a.X\n',
    'c/c.go': 'package c\n\nimport "example.com/hostile/c"\n\nvar x = c.X\n',
    Dockerfile: GOOD,
  })),
  {
    name: '1,000 modules that need each other',
    lay: put => {
      for (let i = 0; i < 1000; i++) {
        const next = [1, 2, 3].map(k => (i + k) % 1000);
        const lines = next.map(n => `require example.com/m${n} v1.0.0\nreplace example.com/m${n} => ../m${n}\n`);
        put(`m${i}/go.mod`, `module example.com/m${i}\n\ngo 1.16\n${lines.join('')}`);
        put(`m${i}/a.go`, `package m\n\nimport "example.com/m${next[0]}"\n\nvar X = m.X\n`);
      }
    },
  },
];
