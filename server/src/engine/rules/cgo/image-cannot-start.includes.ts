/** `cgo/image-cannot-start` by Makefiles that include others, tasks that ask for others, and images of podman: its tests and its documentation. */
import { bad, type Example, silent } from '../rule.js';
import { ALPINE, dockerfile, MAIN } from './image-cannot-start.silent.js';

const make = (lines: string) => `-- Makefile --\n${lines}image: build\n\tdocker build -t app .\n`;
const included = (cgo: string, name = 'rules.mk') => `-- ${name} --\nexport CGO_ENABLED := ${cgo}\nbuild:\n\tgo build -o app .\n`;
const WITH = ALPINE.replace('alpine:3.22', '«alpine:3.22»');
const podman = (file: string, text: string) =>
  `${MAIN}-- Makefile --\nimage:\n\tgo build -o app .\n\tpodman build -t app .\n${text.replace('Dockerfile', file)}`;
const built = (copy: string) =>
  `${MAIN}${dockerfile(`FROM golang:1.26 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o app .\nFROM ${copy}CMD ["/usr/local/app/app"]\n`)}`;

const tasks = (lines: string, build = 'go build -o app .') => `-- Taskfile.yml --
version: '3'
tasks:
  build:
    cmds: ['${build}']
  image:
${lines}`;

export const INCLUDES: readonly Example[] = [
  bad(`${MAIN}${make('include rules.mk\n')}${included('1')}${WITH}`),
  bad(`${MAIN}${make('DIR := build\n-include $(DIR)/Makefile.common\n')}${included('1', 'build/Makefile.common')}${WITH}`),
  silent('the included file disables cgo', `${MAIN}${make('include rules.mk\n')}${included('0')}${ALPINE}`),
  bad(`${MAIN}${tasks('    deps: [build]\n    cmds: [docker build -t app .]\n')}${WITH}`),
  bad(`${MAIN}${tasks('    cmds:\n      - task: build\n      - docker build -t app .\n')}${WITH}`),
  silent(
    'the task disables cgo',
    `${MAIN}${tasks('    deps: [build]\n    cmds: [docker build -t app .]\n', 'CGO_ENABLED=0 go build -o app .')}${ALPINE}`,
  ),
  silent(
    'a file that nobody reads may disable cgo',
    `${MAIN}${tasks('    deps: [build]\n    cmds: [docker build -t app .]\n').replace('tasks:', 'dotenv: [.env]\ntasks:')}${ALPINE}`,
  ),
  silent(
    'another task of the Taskfile comes in between',
    `${MAIN}${tasks('    deps: [build]\n    cmds:\n      - echo on\n      - task: static\n      - docker build -t app .\n  static: CGO_ENABLED=0 go build -o app .\n')}${ALPINE}`,
  ),
  silent('nobody knows the included file', `${MAIN}${make('include local.mk\nbuild:\n\tgo build -o app .\n')}${ALPINE}`),
  silent(
    'it is included in a branch',
    `${MAIN}${make('ifdef STATIC\ninclude rules.mk\nendif\nbuild:\n\tgo build -o app .\n')}${included('0').replace(/build:[\s\S]*/, '')}${ALPINE}`,
  ),
  bad(podman('Containerfile', WITH)),
  bad(podman('Dockerfile', WITH)),
  silent(
    'podman takes the Containerfile',
    podman('Dockerfile', `${ALPINE}-- Containerfile --\nFROM debian:trixie-slim\nCOPY app /app\nCMD ["/app"]\n`),
  ),
  bad(built('«alpine:3.22»\nCOPY --from=build /src/app /usr/local/app/\n')),
  silent(
    'the folder may hold a loader',
    built('alpine:3.22\nCOPY --from=build /usr/lib /usr/local/lib\nCOPY --from=build /src/app /usr/local/app/\n'),
  ),
];
