/** Examples of `version/mismatch` in jobs that build releases. */
import { bad, type Example, silent } from '../rule.js';

const workflow = (file: string, version: string, run: string) => `-- .github/workflows/${file} --
jobs:
  ${file.replace(/\..*/, '')}:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/setup-go@v5
        with: {go-version: '${version}'}
      - run: ${run}
`;
const GO_MOD = '-- go.mod --\nmodule example.com/app\n\ngo 1.25.0\n';
const TEST = workflow('test.yml', '1.25', 'go test ./...');

export const RELEASE_EXAMPLES: readonly Example[] = [
  bad(`${GO_MOD}${TEST}${workflow('release.yml', '«1.27»', 'go build -o app .')}`),
  bad(`${GO_MOD}${TEST}${workflow('release.yml', '«1.26»', 'goreleaser release --clean')}`),
  silent('the release job tests with it, too', `${GO_MOD}${TEST}${workflow('release.yml', '1.27', 'go test ./... && go build -o app .')}`),
  silent(
    'another job tests with it',
    `${GO_MOD}${TEST}${workflow('newest.yml', '1.27', 'go test ./...')}${workflow('release.yml', '1.27', 'go build -o app .')}`,
  ),
  silent('a job that only compiles hands nothing out', `${GO_MOD}${TEST}${workflow('compile.yml', '1.27', 'go build ./...')}`),
  silent(
    'nobody knows with which Go it is tested',
    `${GO_MOD}${workflow('test.yml', 'stable', 'go test ./...')}${workflow('release.yml', '1.27', 'go build -o app .')}`,
  ),
  silent('patches are not compared', `${GO_MOD}${TEST}${workflow('release.yml', '1.25.3', 'go build -o app .')}`),
  silent('nothing is tested here', `${GO_MOD}${workflow('release.yml', '1.27', 'go build -o app .')}`),
];
