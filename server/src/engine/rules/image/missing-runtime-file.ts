import type { CopyFacts, DockerfileFacts, StageFacts } from '../../facts/dockerfile/facts.js';
import { baseImage, lineage, rootStage, stepsOf } from '../../facts/dockerfile/stages.js';
import { t } from '../../l10n.js';
import { bad, dockerfileRule, good, type RuleContext, silent } from '../../rule.js';

function check({ file, report }: RuleContext<DockerfileFacts>): void {
  for (const stage of file.stages) {
    const { user } = stage;
    // A stage that inherits its USER is spoken for where it is written.
    if (!user?.span || user.span.start < stage.span.start || user.text === undefined || user.args.length > 0) continue;
    const name = user.text.split(':')[0]!;
    if (name === '' || name === 'root' || /^\d+$/.test(name) || !isBare(file, stage) || mayHavePasswd(file, stage)) continue;
    report({
      span: user.span,
      message: t(
        'An image from scratch has no /etc/passwd, so the user {0} is unknown there: the container stops with “unable to find user {0}: no matching entries in passwd file”. A number works without the file.',
        name,
      ),
      steps: [{ message: t('This image is empty.'), span: rootStage(file, stage).from.imageSpan }],
      fixes: [{ title: t('Use the number 65532'), safe: false, edits: [{ span: user.span, newText: '65532:65532' }] }],
    });
  }
}

/** The empty image: nothing is in it but what the stage puts there, and no command can run in it before. */
function isBare(file: DockerfileFacts, stage: StageFacts): boolean {
  const starts = stage.entrypoint !== undefined || stage.cmd !== undefined;
  return (
    starts && baseImage(file, stage)?.name === 'scratch' && lineage(file, stage).every(s => s.steps.every(step => step.kind !== 'run'))
  );
}

function mayHavePasswd(file: DockerfileFacts, stage: StageFacts): boolean {
  return stepsOf(file, stage).some(step => step.kind === 'copy' && mayBringPasswd(step.copy));
}

/** ADD unpacks archives. */
function mayBringPasswd({ keyword, destination }: CopyFacts): boolean {
  if (destination === undefined || keyword === 'ADD') return true;
  if (/^\/etc(?:\/?$|\/passwd\/?$)/.test(destination)) return true;
  // What is copied to / may be a folder with etc in it; a name alone does not tell.
  return destination === '/';
}

export default dockerfileRule({
  id: 'image/missing-runtime-file',
  severity: 'error',
  since: '0.1.0',
  summary: '`USER name` in an empty image, where no file says who that is',
  docs: {
    what: 'Reports `USER` with a name in an image built on scratch that gets no `/etc/passwd`.',
    why: 'The runtime looks the name up in the `/etc/passwd` of the image before it starts the program. In scratch there is none, and the container stops before any code runs, although the image was built without an error.',
    fix: 'Write the user as a number, such as `USER 65532:65532`. Or copy the file along: `COPY --from=build /etc/passwd /etc/passwd`.',
    limits:
      'Only scratch, only names that stand in the file, and not root. It is silent when something is copied that may hold the file: to /etc, or a folder to /. Certificates, time zones and /tmp, which a program may miss as well, are not looked at.',
    sources: [
      'go-facts §6.4',
      'moby: the user of a container is looked up in /etc/passwd of its root folder',
      'confluentinc/confluent-kafka-go issue 461: /etc/passwd is copied for the USER',
    ],
  },
  examples: [
    bad(
      `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM scratch
COPY --from=build /out/app /app
USER «nobody»
ENTRYPOINT ["/app"]
`,
      `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM scratch
COPY --from=build /out/app /app
USER 65532:65532
ENTRYPOINT ["/app"]
`,
    ),
    good(`FROM golang:1.26 AS build
RUN useradd --uid 10001 app
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM scratch
COPY --from=build /etc/passwd /etc/passwd
COPY --from=build /out/app /app
USER app
ENTRYPOINT ["/app"]
`),
    good(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM scratch
COPY --from=build /out/app /app
USER 10001:10001
ENTRYPOINT ["/app"]
`),
    silent(
      'a whole root folder is copied',
      `FROM alpine:3.22 AS files
RUN mkdir -p /rootfs/etc && cp /etc/passwd /rootfs/etc/

FROM scratch
COPY --from=files /rootfs /
USER nobody
ENTRYPOINT ["/app"]
`,
    ),
    silent(
      'distroless images know nonroot',
      `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM gcr.io/distroless/static-debian13
COPY --from=build /out/app /app
USER nonroot
ENTRYPOINT ["/app"]
`,
    ),
    silent(
      'the name comes from whoever builds',
      `FROM scratch
ARG RUN_AS=nobody
COPY app /usr/bin/app
USER $RUN_AS
ENTRYPOINT ["/usr/bin/app"]
`,
    ),
  ],
  check,
});
