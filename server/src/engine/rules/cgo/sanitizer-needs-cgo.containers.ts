/** Examples of `cgo/sanitizer-needs-cgo` in jobs of GitHub Actions that run in a container. */
import { bad, type Example, silent } from '../rule.js';

/** A job that calls make in an image without a compiler. */
const job = (before: string, recipe = '', image = 'golang:1.26-alpine') => `-- Makefile --
FLAGS ?= -race -count=1
test:
${recipe}\tgo test $(FLAGS) ./...
-- .gitlab-ci.yml --
image: ${image}
before_script:
  - ${before}
test:
  script:
    - «make test»
`;
const plain = (text: string) => text.replaceAll(/[«»]/g, '');

export const CONTAINER_EXAMPLES: readonly Example[] = [
  bad(`-- .github/workflows/test.yml --
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    container: golang:1.26-alpine
    steps:
      - uses: actions/checkout@v5
      - run: go test «-race» ./...
`),
  silent(
    'what an action of others installs nobody knows',
    `-- .github/workflows/test.yml --
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    container: golang:1.26-alpine
    steps:
      - uses: actions/checkout@v5
      - uses: example/setup-tools@v1
      - run: go test -race ./...
`,
  ),
  bad(`-- .gitlab-ci.yml --
.steps:
  before: [go version]
test:
  image: $CI_DEPENDENCY_PROXY_GROUP_IMAGE_PREFIX/golang:1.26-alpine
  script:
    - !reference [.steps, before]
    - go test «-race» ./...
`),
  silent(
    'what it refers to may install a C compiler',
    `-- .gitlab-ci.yml --
test:
  image: golang:1.26-alpine
  script:
    - !reference [.steps, before]
    - go test -race ./...
`,
  ),
  bad(job('apk add --no-cache make git')),
  silent('it installs a compiler', plain(job('apk add --no-cache make build-base'))),
  silent('what a package depends on nobody looked up', plain(job('apk add --no-cache make nodejs'))),
  silent('the recipe may install one', plain(job('apk add --no-cache make', '\t./tools/prepare\n'))),
  silent('this image has one', plain(job('go version', '', 'golang:1.26'))),
];
