// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of other languages are full of them.
/** A file of each kind, with `WORD` wherever a name, a value or a command may stand. */
export const EVERY_KIND: Readonly<Record<string, readonly [path: string, text: string]>> = {
  go: [
    'a.go',
    '//go:build WORD && !WORD\n\npackage main\n\nimport (\n\t"WORD"\n\t"fmt"\n\tWORD "sync"\n\t"sync"\n)\n\n//go:WORD WORD\nvar WORD sync.WORD\n\n' +
      'type T struct{ WORD WORD; sync.WORD }\n\nfunc (t *T) WORD(WORD WORD) *sync.WORD {\n\tvar l sync.WORD\n\tl.Lock()\n\tl.WORD()\n\tfmt.WORD(WORD.WORD(1), t.WORD)\n' +
      '\tWORD := sync.Pool{}\n\tv := WORD.Get().(*WORD)\n\tWORD.Put(v)\n\tfor WORD := range 9 {\n\t\tgoto WORD\n\t}\n\treturn &l\n}\n//nolint:WORD // WORD\n//preflight:ignore WORD WORD\n',
  ],
  'go.mod': [
    'go.mod',
    'module WORD\n\ngo WORD\n\ntoolchain WORD\n\nWORD WORD\n\ngodebug WORD=WORD\n\nrequire WORD WORD\n\nreplace WORD => WORD\n',
  ],
  dockerfile: [
    'Dockerfile',
    'ARG WORD=WORD\nFROM golang:WORD AS WORD\nENV WORD=WORD GOARCH=WORD GOOS=WORD GOEXPERIMENT=WORD,jsonv2 CGO_ENABLED=WORD GOAMD64=WORD GOFLAGS=-WORD\nWORD WORD\n' +
      'RUN WORD install WORD\nRUN apk WORD WORD && go WORD . && go build -WORD -WORD=WORD -tags WORD -race .\nCOPY --from=WORD WORD WORD\nFROM --platform=linux/WORD WORD\n' +
      'FROM --platform=linux/WORD golang:1.26\nRUN GOARCH=WORD go build -msan -buildmode=WORD -o /a .\nFROM WORD:WORD\nCOPY --from=2 /a /a\nENTRYPOINT ["WORD"]\n',
  ],
  'go.work': ['go.work', 'go WORD\ntoolchain WORD\nWORD WORD\nuse ./WORD\n'],
  makefile: [
    'Makefile',
    'WORD ?= WORD\nexport WORD\nexport GOARCH = WORD\nall: WORD\n\tWORD install $(WORD)\n\tgo build -o WORD $(WORD)\nWORD: WORD = WORD\nWORD:\n\tgo WORD\n\t$(MAKE) WORD\n',
  ],
  bake: [
    'docker-bake.hcl',
    'variable "WORD" {\n  default = "WORD"\n}\nfunction "WORD" {\n  params = [WORD]\n  result = WORD(WORD)\n}\ngroup "WORD" {\n  targets = ["WORD", WORD]\n}\n' +
      'target "WORD" {\n  context = "WORD"\n  dockerfile = "${WORD}"\n  target = "WORD"\n  inherits = ["WORD"]\n  platforms = ["linux/WORD", "WORD"]\n  args = {\n    WORD = "WORD"\n    "WORD" = WORD\n  }\n' +
      '  WORD = WORD\n}\nWORD "WORD" {\n  WORD = [for WORD in WORD : WORD]\n}\n',
  ],
  taskfile: [
    'Taskfile.yml',
    "version: '3'\nWORD: WORD\nvars: {WORD: WORD}\nenv: {WORD: WORD, GOARCH: WORD}\ntasks:\n  WORD:\n    deps: [WORD]\n    WORD: WORD\n    cmds: [WORD, 'go build -o WORD {{.WORD}}', {task: WORD}]\n",
  ],
  shell: [
    'build.sh',
    'WORD install x\nWORD=WORD\nexport GOARCH=WORD\nWORD() { WORD; }\nWORD\nfor WORD in WORD; do go build -o WORD; done\ngo WORD\ngo env -w WORD=WORD\ncase WORD in WORD) go build . ;; esac\n',
  ],
  lambda: [
    'template.yml',
    'Globals: {Function: {Runtime: WORD, WORD: WORD}}\nResources:\n  WORD:\n    Type: AWS::Serverless::Function\n    Metadata: {BuildMethod: makefile}\n    Properties:\n      Runtime: provided.al2\n      Handler: WORD\n      CodeUri: WORD\n      Architectures: [WORD]\n  F:\n    Type: AWS::Lambda::Function\n    Properties: {Runtime: provided, Code: {S3Key: WORD.zip}, WORD: WORD}\n',
  ],
  goreleaser: [
    '.goreleaser.yaml',
    'WORD: WORD\nenv: [WORD=WORD]\nbuilds:\n  - id: WORD\n    WORD: WORD\n    goos: [WORD]\n    goarch: [WORD]\n    env: [WORD=WORD, CGO_ENABLED=WORD]\n    hooks: {WORD: WORD, pre: WORD}\n    ldflags: [-WORD]\n    tags: [WORD]\n',
  ],
  ko: ['.ko.yaml', 'WORD: WORD\ndefaultBaseImage: WORD\nbuilds:\n  - id: WORD\n    WORD: WORD\n    env: [WORD=WORD]\n    flags: [-WORD]\n'],
  'gitlab-ci': [
    '.gitlab-ci.yml',
    'variables: {WORD: WORD, GOARCH: WORD}\nWORD:\n  extends: WORD\n  WORD: WORD\n  image: golang:WORD\n  variables: {WORD: WORD}\n  script: [WORD, go build -o WORD, !reference [WORD, script]]\nx:\n  extends: [WORD, WORD]\n  script: [go WORD]\n',
  ],
  circleci: [
    '.circleci/config.yml',
    'executors: {WORD: {docker: [{image: golang:WORD}], WORD: WORD}}\njobs:\n  WORD:\n    executor: WORD\n    WORD: WORD\n    docker: [{image: golang:WORD, environment: {WORD: WORD}}]\n    environment: {WORD: WORD, GOARCH: WORD}\n' +
      '    steps: [WORD, {WORD: WORD}, {run: go build -o WORD << WORD >>}, {run: {command: WORD go test -race ./..., environment: {WORD: WORD}, working_directory: WORD}}]\n',
  ],
  drone: [
    '.drone.yml',
    'kind: WORD\nsteps:\n  - name: WORD\n    image: golang:WORD\n    environment: {WORD: WORD, GOARCH: {from_secret: WORD}}\n    commands: [WORD, go build -o WORD]\n---\nkind: WORD\nsteps: {WORD: {image: WORD, commands: WORD}}\n',
  ],
  woodpecker: [
    '.woodpecker/WORD.yml',
    'steps:\n  WORD:\n    image: golang:WORD\n    WORD: WORD\n    directory: WORD\n    environment: [WORD=WORD, GOARCH=WORD]\n    commands: [WORD, go build -o WORD]\n',
  ],
  'azure-pipelines': [
    'azure-pipelines.yml',
    'container: golang:WORD\npool: {vmImage: WORD}\nvariables: [{name: WORD, value: WORD}, {WORD: WORD}]\nstages:\n  - jobs:\n      - job: WORD\n        container: {image: WORD}\n        steps: [{script: WORD go build $(WORD), env: {WORD: WORD}, workingDirectory: WORD}, {task: WORD, WORD: WORD}]\n',
  ],
  buildkite: [
    '.buildkite/pipeline.yml',
    'env: {WORD: WORD}\nsteps:\n  - label: WORD\n    command: [WORD, go build -o WORD]\n    env: {GOARCH: WORD}\n    plugins: [{docker#WORD: {image: golang:WORD, WORD: WORD}}]\n  - group: WORD\n    steps: [{commands: WORD}]\n',
  ],
  travis: [
    '.travis.yml',
    'language: WORD\ngo: [WORD, 1.20]\nenv: {global: [WORD=WORD], WORD: [WORD=WORD GOARCH=WORD]}\nWORD: WORD\nscript: [WORD, go build -o WORD]\n',
  ],
  'bitbucket-pipelines': [
    'bitbucket-pipelines.yml',
    'image: golang:WORD\npipelines:\n  default: [{step: {name: WORD, image: {name: WORD}, script: [WORD, go build -o WORD]}}, {parallel: [{step: {WORD: WORD, script: [WORD]}}]}]\n  branches: {WORD: [{step: {script: [go WORD]}}]}\n',
  ],
  cloudbuild: [
    'cloudbuild.yaml',
    'options: {env: [WORD=WORD]}\nsteps:\n  - name: golang:WORD\n    entrypoint: WORD\n    args: [WORD, "WORD WORD"]\n    env: [GOARCH=WORD]\n    dir: WORD\n  - name: golang\n    args: [go, WORD]\n  - script: WORD go build\n',
  ],
  compose: [
    'compose.yaml',
    'WORD: WORD\nservices:\n  WORD:\n    WORD: WORD\n    image: golang:WORD\n    platform: linux/WORD\n    build: {context: WORD, target: WORD, args: {WORD: WORD}}\n    environment: {WORD: WORD, GOARCH: WORD}\n    healthcheck: {test: [WORD, WORD]}\n' +
      '  go: {image: golang:WORD, working_dir: /WORD, volumes: [".:/WORD"], entrypoint: [WORD], command: [go, WORD, "WORD WORD"]}\n',
  ],
  kubernetes: [
    'deploy/WORD.yaml',
    'apiVersion: WORD\nkind: WORD\nspec:\n  WORD: WORD\n  template:\n    spec:\n      volumes: [{name: WORD, emptyDir: {}}]\n      initContainers: [{name: WORD, image: WORD, command: [cp, /WORD, /WORD/WORD], volumeMounts: [{name: WORD, mountPath: /WORD}]}]\n' +
      '      containers:\n        - name: WORD\n          image: alpine:WORD\n          command: [/WORD/WORD, WORD]\n          args: [WORD]\n          livenessProbe: {exec: {command: [WORD]}}\n          volumeMounts: [{name: WORD, mountPath: /WORD}]\n---\napiVersion: v1\nkind: List\nitems: [WORD]\n',
  ],
  helm: ['chart/values.yaml', 'env:\n  GOMEMLIMIT: WORD\n  WORD: [{name: GOGC, value: "WORD"}]\nWORD: {WORD: WORD}\n'],
  skaffold: [
    'skaffold.yaml',
    'apiVersion: skaffold/v4beta6\nkind: Config\nbuild:\n  artifacts:\n    - image: WORD\n      context: WORD\n      platforms: [linux/WORD]\n      docker: {dockerfile: WORD, target: WORD, buildArgs: {WORD: WORD}}\n',
  ],
  devcontainer: [
    '.devcontainer.json',
    '{"WORD": "WORD", "image": "golang:WORD", "containerEnv": {"WORD": "WORD", "GOARCH": "WORD"}, "features": {"WORD": {"WORD": "WORD"}}}',
  ],
  vscode: [
    '.vscode/settings.json',
    '{"WORD": "WORD", "go.WORD": {"WORD": "WORD"}, "go.toolsEnvVars": {"WORD": "WORD", "GOARCH": "WORD"}, "go.buildFlags": ["-WORD"]}',
  ],
  'github-actions': [
    '.github/workflows/ci.yml',
    'on: WORD\nenv: {WORD: WORD, GOARCH: WORD}\njobs:\n  WORD:\n    WORD: WORD\n    runs-on: WORD\n    strategy: {matrix: {WORD: [WORD], go: [WORD], include: [{WORD: WORD}]}}\n    steps:\n      - uses: WORD\n      - uses: actions/setup-go@WORD\n        with: {go-version: WORD, WORD: WORD}\n' +
      '      - run: go build -o WORD ${{ matrix.WORD }} ${{ env.WORD }}\n        env: {WORD: WORD}\n        shell: WORD\n      - run: WORD install x\n      - uses: docker/build-push-action@v6\n        with: {file: WORD, platforms: linux/WORD, WORD: WORD}\n',
  ],
  'github-composite': [
    '.github/actions/WORD/action.yml',
    'name: WORD\ninputs: {WORD: {default: WORD}}\nruns:\n  using: composite\n  steps:\n    - uses: WORD\n    - uses: actions/setup-go@WORD\n      with: {go-version: WORD}\n    - run: WORD go build -o WORD ${{ inputs.WORD }}\n      shell: bash\n      env: {WORD: WORD, GOARCH: WORD}\n      working-directory: WORD\n',
  ],
  'go-version': ['.go-version', 'WORD\n'],
  'tool-versions': ['.tool-versions', 'WORD WORD\ngolang WORD\n'],
  gitignore: ['.gitignore', 'WORD/*.go\nWORD.go\n'],
  dockerignore: ['.dockerignore', 'WORD\n!WORD/go.work\n'],
};

/** Files of these kinds that are written in another way. */
const OTHER_FORMS: readonly (readonly [kind: string, path: string, text: string])[] = [
  [
    'helm',
    'chart/templates/WORD.yaml',
    'apiVersion: v1\nkind: WORD\nspec:\n  {{- if .Values.WORD }}\n  initContainers: []\n  {{- else }}\n  WORD: {{ WORD }}\n  {{- end }}\n  containers:\n    - name: {{ .Values.WORD | quote }}\n' +
      '      image: "{{ .Values.WORD }}:{{ WORD }}"\n      command: ["WORD", {{ WORD }}]\n      env: [{name: GOGC, value: "WORD"}]\n      {{- toYaml .Values.WORD | nindent 6 }}\n',
  ],
];

/** All of them, with the kind in front. */
export const EVERY_FORM: readonly (readonly [kind: string, path: string, text: string])[] = [
  ...Object.entries(EVERY_KIND).map(([kind, [path, text]]) => [kind, path, text] as const),
  ...OTHER_FORMS,
];
