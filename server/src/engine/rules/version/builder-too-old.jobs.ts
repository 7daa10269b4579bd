/** Examples of `version/builder-too-old` in jobs that actions/setup-go gives a Go. */
import { bad, type Example, silent } from '../rule.js';

const job = (lines: string, mod = '1.26.0') => `-- go.mod --
module example.com/app

go ${mod}
-- .github/workflows/ci.yml --
on: push
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
${lines}`;

const setup = (version: string, action = 'v6') => `      - uses: actions/setup-go@${action}
        with:
          go-version: ${version}
`;

/** A matrix of components, of which some have Go. */
const byComponent = (value: string, version: string, condition = `matrix.component == '${value}'`) => `-- cli/go.mod --
module example.com/app/cli

go 1.26.0
-- .github/workflows/ci.yml --
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        component: [docs, go]
    steps:
      - uses: actions/setup-go@v6
        if: ${condition}
        with:
          go-version: '${version}'
      - run: go build ./...
        if: matrix.component == 'go'
        working-directory: cli
`;

const byFile = (version: string, more = '') => `-- .go-version --
${version}
${job(`      - uses: actions/setup-go@v6
        with:
          go-version-file: ${version < '1.26' && more === '' ? '«.go-version»' : '.go-version'}
${more}      - run: go test ./...
`)}`;

export const JOB_EXAMPLES: readonly Example[] = [
  bad(byFile('1.25.4')),
  silent('the file names a release that is new enough', byFile('1.26.1')),
  silent('a step writes the file', byFile('1.25.4', '      - run: echo 1.26.2 > .go-version\n')),
  bad(job(`${setup("'«1.25»'")}      - run: go test ./...\n`)),
  bad(job(`${setup("'«1.25.3»'", 'v6.1.0')}      - uses: golangci/golangci-lint-action@v9\n        with: {version: v2.6}\n`)),
  bad(byComponent('go', '«1.25»')),
  silent('the step runs for no cell that runs go', byComponent('docs', '1.25')),
  silent('which cells it runs for only GitHub works out', byComponent('go', '1.25', "contains(matrix.component, 'go')")),
  silent(
    'up to version 5 the action leaves GOTOOLCHAIN alone, and go fetches the newer release',
    job(`${setup("'1.25'", 'v5')}      - run: go test ./...\n`),
  ),
  silent('another state of the module is built', job(`${setup("'1.25'")}      - run: git checkout v1.0.0 && go test ./...\n`)),
  silent('another go.mod is used', job(`${setup("'1.25'")}      - run: go test -modfile=go.old.mod ./...\n`)),
  silent(
    'the image fetches what it builds',
    '-- go.mod --\nmodule example.com/app\n\ngo 1.26\n-- Dockerfile --\nFROM golang:1.24\nRUN git clone https://example.com/tool . && go build .\n',
  ),
  silent(
    'the image builds another module of the repository',
    '-- go.mod --\nmodule example.com/app\n\ngo 1.26\n-- tools/go.mod --\nmodule example.com/app/tools\n\ngo 1.23\n-- tools/main.go --\npackage main\n\nfunc main() {}\n-- Dockerfile --\nFROM golang:1.24\nWORKDIR /src\nCOPY tools/ .\nRUN go build .\n',
  ),
  silent('the toolcache has the newest patch', job(`${setup("'1.26'")}      - run: go test ./...\n`, '1.26.3')),
  silent('GOTOOLCHAIN is given to the command', job(`${setup("'1.25'")}      - run: go test ./...\n        env: {GOTOOLCHAIN: auto}\n`)),
  silent('the job lowers the go line before', job(`${setup("'1.25'")}      - run: go mod edit -go=1.25 && go test ./...\n`)),
  silent('nothing in the job reads go.mod', job(`${setup("'1.25'")}      - run: go install example.com/tool@latest\n`)),
  silent(
    'it lints another module',
    `-- tools/go.mod --\nmodule example.com/app/tools\n\ngo 1.25\n${job(`${setup("'1.25'")}      - uses: golangci/golangci-lint-action@v9\n        with: {working-directory: tools}\n`)}`,
  ),
  silent(
    'a commit does not tell which version it is',
    job(`${setup("'1.25'", 'd35c59abb061a4a6fb18e82ac0862c26744d6ab5')}      - run: go test ./...\n`),
  ),
];
