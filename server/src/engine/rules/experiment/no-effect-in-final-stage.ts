import type { RelativeFix } from '../../base/finding.js';
import { messages } from '../../base/message.js';
import type { DockerfileFacts, StageFacts } from '../../builds/dockerfile/facts.js';
import { baseImage, mayBringFiles, stepsOf } from '../../builds/dockerfile/stages.js';
import type { StageStep } from '../../shell/shell-records.js';
import type { RuleContext } from '../report.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('experiment/no-effect-in-final-stage', {
  idle: 'GOEXPERIMENT has no effect in the final stage: only the go command reads it, and none runs here. Finished programs never read it.\nMove it to the stage that runs `go build`, or remove it.',
  removeFix: 'Remove the instruction',
});

function check({ file, workspace, report }: RuleContext<DockerfileFacts>): void {
  const stage = file.stages.at(-1);
  if (!stage) return;
  const settings = file.experiments.filter(e => e.place === 'ENV' && e.stage === stage.index);
  if (settings.length === 0 || mayHaveGo(file, stage)) return;
  for (const setting of settings) {
    report({
      span: setting.span,
      message: say.idle,
      fixes: setting.instruction ? [removal(setting.instruction, workspace.text(file.path) ?? '')] : [],
    });
  }
}

/** True unless the image is known, has no Go, and nothing in the stage could have brought one. */
function mayHaveGo(file: DockerfileFacts, stage: StageFacts): boolean {
  const entry = baseImage(file, stage);
  if (!entry || entry.go || entry.libc === 'unknown') return true;
  const process = [...(stage.entrypoint?.words ?? []), ...(stage.cmd?.words ?? [])];
  return process.some(w => /^(?:.*\/)?go$/.test(w)) || stepsOf(file, stage).some(bringsGo);
}

function bringsGo(step: StageStep): boolean {
  switch (step.kind) {
    case 'go':
      return true;
    case 'run':
      return (
        mayBringFiles(step.command, /golang|\/go\b/) ||
        (step.command.installs?.some(p => p === undefined || /^go(?:lang|-|\d|$)/.test(p)) ?? false)
      );
    case 'copy': {
      const { sources, destination } = step.copy;
      const goish = /(?:^|\/)(?:go|golang)(?:\/|$)/;
      return (
        destination === undefined ||
        destination.startsWith('/usr/local/go') ||
        sources.some(s => s === undefined || goish.test(s) || s === '/')
      );
    }
    case 'workdir':
      return false;
  }
}

function removal(instruction: { start: number; end: number }, text: string): RelativeFix {
  const end = text[instruction.end] === '\r' ? instruction.end + 2 : Math.min(instruction.end + 1, text.length);
  return { title: say.removeFix, safe: false, edits: [{ span: { start: instruction.start, end }, newText: '' }] };
}

export default rule({
  id: 'experiment/no-effect-in-final-stage',
  messages: say,
  severity: 'information',
  since: '0.1.0',
  summary: 'GOEXPERIMENT in a final stage that never runs go',
  docs: {
    what: 'Reports `ENV GOEXPERIMENT=…` in the last stage when that stage has no Go and runs no go command.',
    why: 'GOEXPERIMENT is read by the go command when it builds, and recorded in the binary. A finished program never reads it, so the line has no effect, and the experiment that it names is off. `go version -m FILE` shows what a binary was built with.',
    fix: 'Move the line to the stage that runs `go build`, or remove it.',
    limits:
      'It looks at the last stage only, and only when its base image is known to have no Go. Where commands or copied folders may put a Go toolchain into the image, it is silent.',
    sources: [
      'run: a binary built with fieldtrack starts with GOEXPERIMENT=bogus in its environment',
      'src: nothing in the runtime reads GOEXPERIMENT',
    ],
  },
  examples: [
    bad(
      `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM gcr.io/distroless/static-debian12
ENV «GOEXPERIMENT=jsonv2»
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`,
      `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM gcr.io/distroless/static-debian12
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`,
    ),
    bad(`FROM golang:1.26 AS build
RUN CGO_ENABLED=0 go build -o /out/app .

FROM alpine:3.22
RUN apk add --no-cache ca-certificates tzdata
ENV TZ=UTC «GOEXPERIMENT=greenteagc»
COPY --from=build /out/app /usr/local/bin/app
CMD ["app"]
`),
    good(`FROM golang:1.26 AS build
ENV GOEXPERIMENT=jsonv2
RUN CGO_ENABLED=0 go build -o /out/app .

FROM scratch
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`),
    silent(
      'the only stage runs go',
      `FROM golang:1.26
ENV GOEXPERIMENT=jsonv2
RUN go build -o /app .
CMD ["/app"]
`,
    ),
    silent(
      'the image gets a Go toolchain',
      `FROM alpine:3.22
RUN apk add --no-cache go
ENV GOEXPERIMENT=jsonv2
ENTRYPOINT ["/bin/sh"]
`,
    ),
    silent(
      'the toolchain is copied from the builder',
      `FROM golang:1.26 AS build
RUN go version

FROM debian:trixie-slim
COPY --from=build /usr/local/go /usr/local/go
ENV GOEXPERIMENT=jsonv2
CMD ["bash"]
`,
    ),
    silent(
      'nobody knows what the base image holds',
      `FROM registry.example.com/base
ENV GOEXPERIMENT=jsonv2
CMD ["/app"]
`,
    ),
  ],
  checks: { dockerfile: check },
});
