/** Examples of `version/builder-too-old` in files of other services than GitHub and GitLab. */
import { bad, type Example, silent } from '../rule.js';

const GO_MOD = '-- go.mod --\nmodule example.com/app\n\ngo 1.26\n';

const circle = (image: string, step: string) => `${GO_MOD}-- .circleci/config.yml --
version: 2.1
jobs:
  test:
    docker:
      - image: ${image}
    steps:
      - checkout
      - run: ${step}
`;

const drone = (image: string, environment: string, command: string) => `${GO_MOD}-- .drone.yml --
kind: pipeline
steps:
  - name: lint
    image: node:22
    commands: [npm run lint]
---
kind: pipeline
steps:
  - name: test
    image: ${image}
    environment: ${environment}
    commands: ['${command}']
`;

const compose = (image: string, lines: string) => `${GO_MOD}-- compose.yaml --
services:
  api:
    image: ${image}
    working_dir: /app
    volumes: [".:/app", "cache:/go/pkg"]
    ${lines}
`;

export const OTHER_SERVICES: readonly Example[] = [
  bad(circle('«golang:1.24»', 'go test ./...')),
  bad(drone('«golang:1.24-alpine»', '{CGO_ENABLED: 0}', 'go vet ./...')),
  bad(`${GO_MOD}-- cloudbuild.yaml --\nsteps:\n  - name: «golang:1.24»\n    entrypoint: go\n    args: [build, ./...]\n`),
  bad(
    `${GO_MOD}-- bitbucket-pipelines.yml --\nimage: «golang:1.24»\npipelines:\n  default:\n    - step:\n        script: [go test ./...]\n`,
  ),
  bad(compose('«golang:1.24-alpine»', 'command: go run ./cmd/api')),
  bad(drone('«golang:1.24»', '{GOTOOLCHAIN: local}', 'go test ./...')),
  bad(circle('«golang:1.24»', 'export PATH=$PATH:/usr/local/go/bin && go test ./...')),
  silent(
    'a step sets GOTOOLCHAIN for those after it',
    circle('golang:1.24', 'echo "export GOTOOLCHAIN=auto" >> $BASH_ENV\n      - run: go test ./...'),
  ),
  silent(
    'a step puts another release of Go in place',
    circle('golang:1.24', 'curl -sSL https://go.dev/dl/go1.26.0.linux-amd64.tar.gz | tar -C /usr/local -xz\n      - run: go test ./...'),
  ),
  silent(
    'an orb installs another release',
    circle('golang:1.24', 'go version\n      - go/install: {version: 1.26.1}\n      - run: go test ./...'),
  ),
  silent(
    'the sources are checked out elsewhere',
    circle('golang:1.24', 'go test ./...')
      .replace('- checkout', '- checkout: {path: ~/project}')
      .replace('    steps', '    working_directory: ~/project/tools\n    steps'),
  ),
  silent('the service gets GOTOOLCHAIN from outside', compose('golang:1.24', 'environment: [GOTOOLCHAIN]\n    command: go run .')),
  silent(
    'the override that Docker reads too names another image',
    `${compose('golang:1.24', 'command: go run .')}-- compose.override.yaml --\nservices:\n  api:\n    image: golang:1.26\n`,
  ),
  silent(
    'a template may choose another release',
    `${GO_MOD}-- azure-pipelines.yml --\ncontainer: golang:1.24\nsteps:\n  - template: go.yml\n  - script: go test ./...\n`,
  ),
  silent(
    'the job starts in the folder of the repository, which is another module',
    `-- go.mod --\nmodule example.com/app\n\ngo 1.22\n-- tools/go.mod --\nmodule example.com/tools\n\ngo 1.26\n-- tools/cloudbuild.yaml --\nsteps:\n  - name: golang:1.24\n    entrypoint: go\n    args: [build, ./...]\n`,
  ),
  silent('the service fetches the release', compose('golang:1.24-alpine', 'environment: [GOTOOLCHAIN=auto]\n    command: go run .')),
  silent('a file of variables may hold GOTOOLCHAIN', compose('golang:1.24-alpine', 'env_file: .env\n    command: go run .')),
  silent('the folder of the service is not known', compose('golang:1.24-alpine', 'command: sh -c "cd /tools && go run ."')),
  silent('the service starts a program of its image', compose('golang:1.24-alpine', 'command: air -c .air.toml')),
  silent('images of CircleCI fetch the release that go.mod asks for', circle('cimg/go:1.24', 'go test ./...')),
  silent('the release is a parameter', circle('golang:<< parameters.go >>', 'go test ./...')),
  silent('GOTOOLCHAIN=auto is set before the command', circle('golang:1.24', 'GOTOOLCHAIN=auto go test ./...')),
  silent(
    'the command runs in the folder of another module',
    `-- tools/go.mod --\nmodule example.com/tools\n\ngo 1.22\n${circle('golang:1.24', '{command: go test ./..., working_directory: tools}')}`,
  ),
  silent('nobody knows the folder of the command', circle('golang:1.24', 'cd "$MODULE" && go test ./...')),
  silent('the step runs no go command in the module', drone('golang:1.24', '{}', 'go install example.com/tool@latest')),
  silent('a secret may hold GOTOOLCHAIN', drone('golang:1.24', '{GOTOOLCHAIN: {from_secret: toolchain}}', 'go test ./...')),
  silent(
    'Travis chooses a release that may fetch another',
    `${GO_MOD}-- .travis.yml --\nlanguage: go\ngo: ["1.24"]\nscript: go test ./...\n`,
  ),
  silent(
    'the container of Buildkite gets GOTOOLCHAIN from the plugin',
    `${GO_MOD}-- .buildkite/pipeline.yml --
steps:
  - command: go test ./...
    plugins:
      - docker#v5.12.0: {image: "golang:1.24", environment: [GOTOOLCHAIN=auto]}
`,
  ),
  silent(
    'a group of variables of Azure may hold GOTOOLCHAIN',
    `${GO_MOD}-- azure-pipelines.yml --\ncontainer: golang:1.24\nvariables:\n  - group: go\nsteps:\n  - script: go test ./...\n`,
  ),
];
