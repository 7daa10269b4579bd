/** Examples of `version/builder-too-old` where a go.work file asks for a newer release than its modules. */
import { bad, type Example, silent } from '../rule.js';

const OLD_MODULE = '-- go.mod --\nmodule example.com/app\n\ngo 1.24\n-- main.go --\npackage main\n\nfunc main() {}\n';
const GO_WORK = `${OLD_MODULE}-- go.work --\ngo 1.26\n\nuse .\n`;
const dockerfile = (copy: string, more = '', from = 'golang:1.24') =>
  `-- Dockerfile --\nFROM ${from}\n${more}WORKDIR /src\n${copy}\nRUN go build -o /app .\n`;

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
];
