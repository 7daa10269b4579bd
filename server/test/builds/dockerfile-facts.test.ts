// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Dockerfiles are full of them.
/** What a Dockerfile says: stages, variables, commands, and where built files go. */
import assert from 'node:assert/strict';
import { formatImageReference, parseImageReference } from '../../src/engine/base/image-reference.js';
import { followArtifacts, startedFile } from '../../src/engine/builds/dockerfile/artifacts.js';
import type { DockerfileFacts } from '../../src/engine/builds/dockerfile/facts.js';
import { readDockerfile } from '../../src/engine/builds/dockerfile/read.js';
import { goCommands, installedIn } from '../../src/engine/builds/dockerfile/stages.js';
import { type GoCommand, goFlag, goSetting } from '../../src/engine/shell/go-command.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { loadEngine } from '../support/engine-for-tests.js';

describe('dockerfile facts', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });
  const read = (text: string): DockerfileFacts => readDockerfile('Dockerfile', text, engine.bash);
  /** Facts of one golang stage with this body. */
  const stage = (body: string) => read(`FROM golang:1.26\n${body}\n`).stages[0]!;
  const go = (body: string): GoCommand => goCommands(stage(body)).at(-1)!;
  const setting = (command: GoCommand, name: string) => {
    const found = goSetting(command, name);
    return found === 'unknown' ? 'unknown' : found === undefined ? 'unset' : (found.text ?? 'unknown');
  };

  describe('stages and images', () => {
    it('reads names, parents, platforms and spans', () => {
      const text = 'FROM --platform=$BUILDPLATFORM docker.io/library/golang:1.26@sha256:abc AS Build\nFROM build AS test\nFROM scratch\n';
      const { stages } = read(text);
      assert.deepEqual(
        stages.map(s => [s.name, s.from.parent, s.from.image?.repository, text.slice(s.from.imageSpan.start, s.from.imageSpan.end)]),
        [
          ['build', undefined, 'golang', 'docker.io/library/golang:1.26@sha256:abc'],
          ['test', 0, undefined, 'build'],
          [undefined, undefined, 'scratch', 'scratch'],
        ],
      );
      assert.deepEqual(stages[0]!.from.platform?.variables, ['BUILDPLATFORM']);
    });

    it('takes ARG before FROM as global, and an ARG without a default as unknown', () => {
      const facts = read('ARG V=1.26\nARG IMAGE\nFROM golang:${V}-alpine\nFROM ${IMAGE}\nFROM ${IMAGE:-alpine:3}\nFROM a${V:+b}\n');
      assert.deepEqual(
        facts.stages.map(s => s.from.image && formatImageReference(s.from.image)),
        ['golang:1.26-alpine', undefined, undefined, 'ab'],
      );
      assert.deepEqual(facts.stages[0]!.from.args, ['V']);
    });

    it('parses references', () => {
      const parse = (s: string) => {
        const r = parseImageReference(s);
        return r && [r.registry, r.repository, r.tag, r.digest];
      };
      assert.deepEqual(parse('localhost:5000/a/b:c'), ['localhost:5000', 'a/b', 'c', undefined]);
      assert.deepEqual(parse('index.docker.io/library/alpine'), ['docker.io', 'alpine', undefined, undefined]);
      assert.deepEqual(parse('gcr.io/distroless/static-debian12:nonroot'), ['gcr.io', 'distroless/static-debian12', 'nonroot', undefined]);
      assert.equal(parse(''), undefined);
      assert.equal(parse('Upper/Case'), undefined);
    });

    it('inherits ENV, WORKDIR and CMD from the stage below', () => {
      const facts = read('FROM golang:1.26 AS a\nENV CGO_ENABLED=0\nWORKDIR /src\nCMD ["x"]\nFROM a\nWORKDIR sub\nRUN go build\n');
      const command = goCommands(facts.stages[1]!)[0]!;
      assert.equal(command.cwd, '/src/sub');
      assert.equal(setting(command, 'CGO_ENABLED'), '0');
      assert.deepEqual(facts.stages[1]!.cmd?.words, ['x']);
    });

    it('honours the escape directive and keeps comments inside continued lines out', () => {
      const windows = read('# escape=`\nFROM golang:1.26\nRUN go build `\n  # no -o here\n\n  -o C:\\x .\n');
      assert.deepEqual([...goCommands(windows.stages[0]!)[0]!.flags.values.keys()], ['o']);
      assert.equal(windows.comments.length, 1);
      assert.equal(windows.directives[0]?.name, 'escape');
    });
  });

  describe('variables', () => {
    it('substitutes with defaults and alternatives', () => {
      const of = (value: string) => stage(`ENV A=a E=\nENV X=${value}`).environment.get('X');
      const text = (value: string) => {
        const found = of(value);
        return found === undefined || found === 'unknown' ? found : found.text;
      };
      assert.equal(text('$A/${A}'), 'a/a');
      assert.equal(text('${E:-d}${E-n}'), 'd');
      assert.equal(text('${A:+yes}${E:+no}${E+set}'), 'yesset');
      assert.equal(text("'$A'"), '$A');
      assert.equal(text('"\\$A"'), '$A');
      assert.equal(text('${A#a}'), undefined);
    });

    it('uses the values from before the instruction, and lets ENV win over ARG', () => {
      const env = (body: string, name: string) => {
        const found = stage(body).environment.get(name);
        return found === undefined || found === 'unknown' ? found : found.text;
      };
      assert.equal(env('ENV A=old\nENV A=new B=$A', 'B'), 'old');
      assert.equal(env('ENV A=env\nARG A=arg', 'A'), 'env');
      assert.equal(env('ARG A=arg\nENV A=env', 'A'), 'env');
      assert.equal(env('ENV A b  c ', 'A'), 'b  c');
      assert.equal(env('RUN true', 'GOTOOLCHAIN'), 'local');
    });

    it('tells unset from unknown', () => {
      assert.equal(setting(go('RUN go build'), 'CGO_ENABLED'), 'unset');
      assert.equal(setting(go('ARG CGO_ENABLED\nRUN go build'), 'CGO_ENABLED'), 'unknown');
      const other = read('FROM registry.example.com/go\nRUN go build\n').stages[0]!;
      assert.equal(setting(goCommands(other)[0]!, 'CGO_ENABLED'), 'unknown');
    });
  });

  describe('commands', () => {
    const cases: [string, string, string, string][] = [
      ['prefix', 'RUN CGO_ENABLED=0 go build', 'CGO_ENABLED', '0'],
      ['export', 'RUN export CGO_ENABLED=0 && go build', 'CGO_ENABLED', '0'],
      ['assignment that nobody exports', 'RUN CGO_ENABLED=0; go build', 'CGO_ENABLED', 'unset'],
      ['assignment of an exported variable', 'ENV CGO_ENABLED=1\nRUN CGO_ENABLED=0; go build', 'CGO_ENABLED', '0'],
      ['env', 'RUN env -u GOOS CGO_ENABLED=0 go build', 'CGO_ENABLED', '0'],
      ['env -i', 'ENV CGO_ENABLED=1\nRUN env -i go build', 'CGO_ENABLED', 'unset'],
      ['unset', 'ENV CGO_ENABLED=1\nRUN unset CGO_ENABLED && go build', 'CGO_ENABLED', 'unset'],
      ['go env -w', 'RUN go env -w CGO_ENABLED=0\nRUN go build', 'CGO_ENABLED', '0'],
      ['an export that ends with its RUN', 'RUN export CGO_ENABLED=0\nRUN go build', 'CGO_ENABLED', 'unset'],
      ['an export that ends with its subshell', 'RUN (export CGO_ENABLED=0) && go build', 'CGO_ENABLED', 'unset'],
      ['a branch', 'RUN if [ -f x ]; then export CGO_ENABLED=0; fi; go build', 'CGO_ENABLED', 'unknown'],
      ['a sourced file', 'RUN . ./env.sh && go build', 'CGO_ENABLED', 'unknown'],
      ['a file that may be sourced', 'RUN if a; then . ./env.sh; fi; go build', 'CGO_ENABLED', 'unknown'],
      ['a file that may be sourced, and more', 'RUN if a; then . ./env.sh; X=1; fi; go build', 'CGO_ENABLED', 'unknown'],
      ['assignment before a semicolon', 'RUN CGO_ENABLED=0;GOOS=linux go build', 'CGO_ENABLED', 'unset'],
      ['sh -c', 'RUN ["sh", "-c", "CGO_ENABLED=0 go build"]', 'CGO_ENABLED', '0'],
      ['bash -ec with quotes', `RUN bash -ec 'export CGO_ENABLED=0; go build'`, 'CGO_ENABLED', '0'],
      ['a here-document', 'RUN <<EOF\nexport CGO_ENABLED=0\ngo build\nEOF', 'CGO_ENABLED', '0'],
      ['a here-document with an escaped name', 'RUN <<\\EOF\nexport CGO_ENABLED=0\ngo build\nEOF', 'CGO_ENABLED', '0'],
      ['a here-document with a name partly quoted', `RUN <<E"O"F\nexport CGO_ENABLED=0\ngo build\nEOF`, 'CGO_ENABLED', '0'],
      ['a here-document for bash', 'RUN bash <<EOF\nCGO_ENABLED=0 go build\nEOF', 'CGO_ENABLED', '0'],
      ['a function', 'RUN f() { CGO_ENABLED=0 go build; }; f', 'CGO_ENABLED', '0'],
      ['a default in the shell', 'RUN GOOS=${OS:-linux} go build', 'GOOS', 'linux'],
      ['an unknown part', 'RUN GOARCH=$(uname -m) go build', 'GOARCH', 'unknown'],
      ['BuildKit sets TARGETOS', 'ARG TARGETOS\nRUN GOOS=$TARGETOS go build', 'GOOS', 'linux'],
      ['nobody declared TARGETARCH', 'RUN GOARCH=$TARGETARCH go build', 'GOARCH', 'unset'],
    ];
    for (const [title, body, name, value] of cases) {
      it(`${title}: ${name} is ${value}`, () => assert.equal(setting(go(body), name), value));
    }

    it('knows the directory', () => {
      const cwd = (body: string) => go(`WORKDIR /src\n${body}`).cwd;
      assert.equal(cwd('RUN cd cmd/app && go build'), '/src/cmd/app');
      assert.equal(cwd('RUN (cd /x) && go build'), '/src');
      assert.equal(cwd('RUN go -C sub build\nRUN go build -C sub .'), '/src/sub');
      assert.equal(cwd('RUN cd "$(mktemp -d)" && go build'), undefined);
    });

    it('knows flags, packages, tags in GOFLAGS, and what is certain', () => {
      const command = go(`ENV GOFLAGS="-mod=vendor -tags=a,b"\nRUN go build -v -o /bin/app -ldflags="-X v=$(date)" ./cmd/app`);
      assert.deepEqual(command.packages, ['./cmd/app']);
      assert.equal(goFlag(command, 'o') !== 'unknown' && goFlag(command, 'o'), command.flags.values.get('o'));
      assert.equal((goFlag(command, 'tags') as { text: string }).text, 'a,b');
      assert.equal((goFlag(command, 'ldflags') as { text: undefined }).text, undefined);
      assert.equal(command.certain, true);
      assert.equal(go('RUN test -f x && go build').certain, false);
      assert.equal(go('RUN go vet || go build').certain, false);
      assert.equal(go('RUN go build || exit 1').certain, true);
      assert.equal(go('RUN for p in a b; do go build $p; done').certain, true);
      assert.equal(go('RUN for p in $ALL; do go build $p; done').certain, false);
      assert.equal(go('RUN for p in cmd/*; do go build $p; done').certain, false);
      assert.equal(goFlag(go('RUN go build $FLAGS_FROM_OUTSIDE_$(x)'), 'race'), 'unknown');
    });

    it('runs a loop over written words once for each of them', () => {
      const built = (run: string) => goCommands(read(`FROM golang:1.26\nRUN ${run}\n`).stages[0]!).map(c => c.packages[0]);
      assert.deepEqual(built('for p in a b; do go build ./cmd/$p; done && go build ./$p'), ['./cmd/a', './cmd/b', './b']);
      assert.deepEqual(built('for p in a $B; do go build $p; done'), [undefined]);
      assert.deepEqual(built('for p in a {b,c}; do go build $p; done'), [undefined]);
      assert.deepEqual(built('for p in a b; do test $p = a && continue; go build $p; done'), [undefined]);
      assert.deepEqual(built('for p in 1 2 3 4 5 6 7 8 9; do go build $p; done'), [undefined]);
      assert.deepEqual(built('for p in a b; do for q in x y; do go build $q; done; done'), [undefined, undefined]);
    });

    it('gives spans into the file through continued lines and quotes', () => {
      const text = 'FROM golang:1.26\nRUN set -e && \\\n  # why\n  GOEXPERIMENT="a,\\\nb" \\\n  go build \\\n  -o x .\n';
      const facts = read(text);
      const { span, prefixAt } = goCommands(facts.stages[0]!)[0]!;
      assert.equal(text.slice(span.start, span.end), 'go build \\\n  -o x .');
      assert.equal(prefixAt, text.indexOf('go build'));
      const experiment = facts.experiments[0]!;
      assert.equal(text.slice(experiment.value.span.start, experiment.value.span.end), '"a,\\\nb"');
      assert.equal(experiment.expanded.text, 'a,b');
    });

    it('lists installed packages', () => {
      const facts = read(
        'FROM alpine\nRUN apk add --no-cache -t .deps gcc=1 musl-dev && apt-get update && apt-get -y install --no-install-recommends make\n',
      );
      assert.deepEqual(installedIn(facts, facts.stages[0]!), ['gcc', 'musl-dev', 'make']);
    });

    it('takes exec form literally', () => {
      const [command] = goCommands(stage('RUN ["go", "build", "-o", "$X", "."]'));
      assert.equal(command!.flags.values.get('o')?.text, '$X');
      assert.equal(command!.prefixAt, undefined);
    });
  });

  describe('files', () => {
    const started = (text: string) => {
      const facts = read(text);
      const files = followArtifacts(facts, () => [{ name: 'app', package: '.' }]);
      return startedFile(facts.stages.at(-1)!, files.at(-1)!)?.path;
    };
    const build = 'FROM golang:1.26 AS b\nWORKDIR /src\n';
    const cases: [string, string, string | undefined][] = [
      ['file to file', 'RUN go build -o /o/x .\nFROM scratch\nCOPY --from=b /o/x /x\nENTRYPOINT ["/x"]', '/x'],
      ['file into a folder', 'RUN go build -o x .\nFROM alpine\nCOPY --from=b /src/x /usr/local/bin/\nCMD x --flag', '/usr/local/bin/x'],
      ['file into a folder that exists', 'RUN go build -o x .\nFROM alpine\nCOPY --from=0 src/x /usr/bin\nCMD ["x"]', '/usr/bin/x'],
      ['a whole folder', 'RUN go build -o bin/x .\nFROM alpine\nCOPY --from=b /src/bin /app\nCMD ["/app/x"]', '/app/x'],
      ['a pattern', 'RUN go build -o bin/x .\nFROM alpine\nCOPY --from=b /src/bin/* /app/\nCMD ["/app/x"]', '/app/x'],
      ['-o into a folder', 'RUN go build -o /o/ ./cmd/x\nFROM scratch\nCOPY --from=b /o/x /\nENTRYPOINT ["/x"]', '/x'],
      ['go install', 'RUN go install ./cmd/x\nFROM scratch\nCOPY --from=b /go/bin/x /\nENTRYPOINT ["/x"]', '/x'],
      ['the name of the module', 'RUN go build\nFROM scratch\nCOPY --from=b /src/app /\nENTRYPOINT ["/app"]', '/app'],
      ['mv and cp', 'RUN go build -o x . && mv x y && cp y /z\nFROM scratch\nCOPY --from=b /z /z\nENTRYPOINT ["/z"]', '/z'],
      ['three stages', 'RUN go build -o x .\nFROM alpine AS m\nCOPY --from=b /src/x /m\nFROM m\nENTRYPOINT ["/m"]', '/m'],
      ['a launcher', 'RUN go build -o /x .\nFROM alpine\nCOPY --from=b /x /x\nENTRYPOINT ["/sbin/tini", "--", "/x"]', '/x'],
      ['WORKDIR and a relative command', 'RUN go build -o /x .\nFROM alpine\nWORKDIR /a\nCOPY --from=b /x .\nCMD ["./x"]', '/a/x'],
      ['overwritten', 'RUN go build -o /x .\nFROM alpine\nCOPY --from=b /x /x\nCOPY x /x\nCMD ["/x"]', undefined],
      ['built in a branch', 'RUN if a; then go build -o /x .; fi\nFROM alpine\nCOPY --from=b /x /x\nCMD ["/x"]', undefined],
      ['a script starts it', 'RUN go build -o /x .\nFROM alpine\nCOPY --from=b /x /x\nENTRYPOINT ["/run.sh"]\nCMD ["/x"]', undefined],
      ['more than one command', 'RUN go build -o /x .\nFROM alpine\nCOPY --from=b /x /x\nCMD migrate && /x', undefined],
    ];
    for (const [title, body, path] of cases) it(`${title} -> ${path}`, () => assert.equal(started(`${build}${body}\n`), path));
  });
});
