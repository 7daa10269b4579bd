/** Examples of `version/builder-too-old` where a go.work file asks for a newer release than its modules. */
import { bad, type Example, silent } from '../rule.js';

const OLD_MODULE = '-- go.mod --\nmodule example.com/app\n\ngo 1.24\n-- main.go --\npackage main\n\nfunc main() {}\n';
const GO_WORK = `${OLD_MODULE}-- go.work --\ngo 1.26\n\nuse .\n`;
const dockerfile = (copy: string, more = '', from = 'golang:1.24') =>
  `-- Dockerfile --\nFROM ${from}\n${more}WORKDIR /src\n${copy}\nRUN go build -o /app .\n`;

const BELOW = `-- go.work --\ngo 1.26\n\nuse ./api\n${OLD_MODULE.replace('go.mod', 'api/go.mod').replace('main.go', 'api/main.go')}`;
const job = (script: string) => `-- .gitlab-ci.yml --\ntest:\n  image: golang:1.24\n  script:\n    - ${script}\n`;

export const WORKSPACES: readonly Example[] = [
  bad(`${GO_WORK}${dockerfile('COPY . .', '', '«golang:1.24»')}`),
  bad(`${GO_WORK}${dockerfile('COPY go.mod go.work ./\nCOPY main.go ./', '', '«golang:1.24»')}`),
  bad(`${GO_WORK}-- .gitlab-ci.yml --\ntest:\n  image: «golang:1.24»\n  script:\n    - go test ./...\n`),
  silent('go.work is not copied', `${GO_WORK}${dockerfile('COPY go.mod main.go ./')}`),
  silent('it is switched off', `${GO_WORK}${dockerfile('COPY . .', 'ENV GOWORK=off\n')}`),
  silent('the context leaves it out', `${GO_WORK}-- .dockerignore --\ngo.work\n${dockerfile('COPY . .')}`),
  silent('version control leaves it out, so a clone has none', `${GO_WORK}-- .gitignore --\ngo.work*\n${dockerfile('COPY . .')}`),
  silent(
    'the command runs in another folder',
    `-- go.mod --\nmodule example.com/app\n\ngo 1.24\n-- app/main.go --\npackage main\n\nfunc main() {}\n-- tools/go.work --\ngo 1.26\n\nuse .\n-- Dockerfile --\nFROM golang:1.24\nWORKDIR /src\nCOPY . .\nRUN go build -o /app ./app\n`,
  ),
  silent('it is removed', `${GO_WORK}${dockerfile('COPY . .\nRUN rm -f go.work go.work.sum')}`),
  silent('it is not copied along', `${GO_WORK}${dockerfile('COPY --exclude=go.work* . .')}`),
  silent(
    'the Dockerfile has an ignore file of its own',
    `${GO_WORK}-- Dockerfile.dockerignore --\n/*\n!*.go\n!go.mod\n${dockerfile('COPY . .')}`,
  ),
  silent(
    'the context is a folder below',
    `${BELOW}-- api/Dockerfile --\nFROM golang:1.24\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\n`,
  ),
  bad(
    `${BELOW}-- api/Dockerfile --\nFROM «golang:1.24»\nWORKDIR /src\nCOPY . .\nRUN cd api && go build -o /app .\n-- Makefile --\nimage:\n\tdocker build -f api/Dockerfile .\n`,
  ),
  silent(
    'the service mounts a folder below',
    `${BELOW}-- compose.yaml --\nservices:\n  api:\n    image: golang:1.24\n    working_dir: /src\n    volumes: ["./api:/src"]\n    command: go run .\n`,
  ),
  silent('the job removes it', `${GO_WORK}${job('rm go.work go.work.sum\n    - go test ./...')}`),
  silent('make switches it off', `${GO_WORK}${job('make test')}-- Makefile --\nexport GOWORK := off\n\ntest:\n\tgo test ./...\n`),
  silent('so does a script', `${GO_WORK}${job('./test.sh')}-- test.sh --\n#!/bin/sh\nexport GOWORK=off\ngo test ./...\n`),
];
