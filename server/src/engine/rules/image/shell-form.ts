import type { RelativeFix } from '../../base/finding.js';
import { followedBy, type Message, messages } from '../../base/message.js';
import type { DockerfileFacts, ProcessFacts, StageFacts } from '../../builds/dockerfile/facts.js';
import { baseImageName, rootStage } from '../../builds/dockerfile/stages.js';
import { stagesWithoutShell } from '../../program/image-shell.js';
import type { Report, RuleContext } from '../report.js';
import { bad, good, rule, silent } from '../rule.js';
import { assuming } from '../words.js';

const say = messages('image/shell-form', {
  cannotStart:
    'This `{keyword}` is in shell form, but `{image}` has no shell. The container fails with “exec: "/bin/sh": stat /bin/sh: no such file or directory”.',
  shellCannotStart: 'This `{keyword}` starts `{shell}`, but `{image}` has no shell. The container fails with “exec: "{shell}": {error}”.',
  unhealthy:
    'This health check is in shell form, but `{image}` has no shell. Every check fails with “exec: "/bin/sh": stat /bin/sh: no such file or directory”.',
  shellUnhealthy: 'This health check starts `{shell}`, but `{image}` has no shell. Every check fails.',
  arguments:
    'This `CMD` is in shell form, so `{program}` gets `/bin/sh`, `-c` and the whole line as its arguments. There is no shell in `{image}`.',
  writeExec: '\nWrite the exec form: `{exec}`.',
  writeAnyExec: '\nWrite the exec form, a JSON array of words. Without a shell, variables are not expanded.',
  noShellStep: 'This image has no shell.',
  execFix: 'Write the exec form: {exec}',
});

type Keyword = 'ENTRYPOINT' | 'CMD' | 'HEALTHCHECK';

function check({ file, workspace, report }: RuleContext<DockerfileFacts>): void {
  const seen = new Set<number>();
  for (const stage of stagesWithoutShell(file, workspace)) {
    // What others continue is not yet the image.
    if (file.stages.some(s => s.from.parent === stage.index)) continue;
    for (const [keyword, process] of processesOf(stage)) {
      const found = seen.has(process.span.start) ? undefined : problem(keyword, process, stage, file);
      if (!found) continue;
      seen.add(process.span.start);
      report(found);
    }
  }
}

/** A shell-form ENTRYPOINT leaves CMD unused; so does one that comes after a CMD of another stage. */
function processesOf({ entrypoint, cmd, healthcheck, span }: StageFacts): [Keyword, ProcessFacts][] {
  const isCmdUsed =
    entrypoint === undefined || (entrypoint.form === 'exec' && (cmd?.span.start ?? 0) >= Math.min(span.start, entrypoint.span.start));
  return [
    ...(entrypoint ? [['ENTRYPOINT', entrypoint] as [Keyword, ProcessFacts]] : []),
    ...(cmd && isCmdUsed ? [['CMD', cmd] as [Keyword, ProcessFacts]] : []),
    ...(healthcheck ? [['HEALTHCHECK', healthcheck] as [Keyword, ProcessFacts]] : []),
  ];
}

function problem(keyword: Keyword, process: ProcessFacts, stage: StageFacts, file: DockerfileFacts): Report | undefined {
  const image = baseImageName(file, stage);
  const root = rootStage(file, stage);
  const exec = execForm(process);
  const isArguments = keyword === 'CMD' && stage.entrypoint !== undefined;
  const message = isArguments ? argumentsOf(process, stage, image) : notStarted(keyword, process, stage, image);
  if (!message) return undefined;
  const help = process.form === 'exec' ? undefined : exec === undefined ? say.writeAnyExec : say.writeExec({ exec });
  const isCertain = keyword !== 'HEALTHCHECK' && !isArguments && root.from.args.length === 0;
  // A CMD that a shell-form ENTRYPOINT left unused becomes its arguments.
  const safe = isCertain && (keyword === 'CMD' || stage.cmd === undefined);
  return {
    span: process.span,
    severity: isCertain ? 'error' : 'warning',
    message: followedBy(followedBy(message, assuming(root.from.args)), help),
    steps: [{ message: say.noShellStep, span: root.from.imageSpan }],
    fixes: help && exec !== undefined ? [fix(process, exec, safe)] : [],
  };
}

/** SHELL may name one that a step has put elsewhere. */
const isUsualShell = ({ shell }: StageFacts) => shell.join(' ') === '/bin/sh -c';

function argumentsOf({ form }: ProcessFacts, stage: StageFacts, image: string): Message | undefined {
  const program = stage.entrypoint!.words?.[0];
  return form === 'shell' && program !== undefined && isUsualShell(stage) ? say.arguments({ program, image }) : undefined;
}

function notStarted(keyword: Keyword, process: ProcessFacts, stage: StageFacts, image: string): Message | undefined {
  const isHealth = keyword === 'HEALTHCHECK';
  if (process.form === 'exec') {
    const shell = process.words?.[0] ?? '';
    if (!/^(?:\/(?:usr\/)?bin\/)?(?:ba|da|a)?sh$/.test(shell)) return undefined;
    const error = shell.startsWith('/') ? `stat ${shell}: no such file or directory` : 'executable file not found in $PATH';
    return isHealth ? say.shellUnhealthy({ shell, image }) : say.shellCannotStart({ keyword, shell, image, error });
  }
  if (!isUsualShell(stage)) return undefined;
  return isHealth ? say.unhealthy({ image }) : say.cannotStart({ keyword, image });
}

/** Undefined where a shell would do more than split the line. */
function execForm({ form, words }: ProcessFacts): string | undefined {
  if (form !== 'shell' || !words?.every(w => /^[\w./@:+,=%-]+$/.test(w))) return undefined;
  return `[${words.map(w => `"${w}"`).join(', ')}]`;
}

function fix({ span }: ProcessFacts, exec: string, safe: boolean): RelativeFix {
  return { title: say.execFix({ exec }), safe, edits: [{ span, newText: exec }] };
}

export default rule({
  id: 'image/shell-form',
  severity: 'error',
  otherSeverities: {
    warning: 'it is a `HEALTHCHECK`, a `CMD` beside an `ENTRYPOINT` in exec form, or the image depends on the default of an `ARG`',
  },
  since: '0.1.0',
  summary: '`CMD`, `ENTRYPOINT` or `HEALTHCHECK` that needs a shell in an image without one',
  docs: {
    what: 'Reports `CMD`, `ENTRYPOINT` and `HEALTHCHECK CMD` that are written as a line of shell, or start a shell themselves, in an image that has none: scratch, distroless, chainguard/static.',
    why: 'Docker runs `CMD /app --listen :80` as `/bin/sh -c "/app --listen :80"`. In an image without a shell the container fails before the program starts, with an error that names `/bin/sh` and not the program. A health check in shell form fails every time, so the container is marked unhealthy although it works. Beside an `ENTRYPOINT` in exec form, a `CMD` in shell form hands `/bin/sh` and `-c` to the program as arguments.',
    fix: 'Write the exec form, a JSON array: `CMD ["/app", "--listen", ":80"]`. No shell expands variables then: let the program read them from its environment. A health check can be a flag of the program itself.',
    limits:
      'Only images that are known to have no shell; tags with `debug` or `-dev` have one, and a digest without a tag may. It is silent when a step may add a shell: a file that is called like one, any `RUN`, what is copied to `/`, `/usr` or a folder of `PATH`. Only programs that another stage builds, and files such as `.json` and `.pem`, are known not to. It is silent where `ENV` sets `PATH`, and about shell forms below a `SHELL` instruction. Commands that compose files or Kubernetes give are not looked at.',
    sources: [
      'go-facts §6.4: which images have a shell; §8.4: the error',
      'moby, builder/dockerfile: the shell form is run by `/bin/sh -c`',
      'GoogleContainerTools/distroless#62, itzg/rcon-cli#6, sassoftware/event-provenance-registry#42',
    ],
  },
  messages: say,
  examples: [
    bad(
      `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /app .

FROM scratch
COPY --from=build /app /app
CMD «/app --listen :9090»
`,
      `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /app .

FROM scratch
COPY --from=build /app /app
CMD ["/app", "--listen", ":9090"]
`,
    ),
    bad(`FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/app .

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /out/app /
HEALTHCHECK --interval=5s CMD «/app -health || exit 1»
ENTRYPOINT «/app --port $PORT»
`),
    bad(`FROM scratch
COPY app /usr/local/bin/app
ENTRYPOINT ["/usr/local/bin/app"]
CMD «serve»
`),
    bad(`FROM gcr.io/distroless/base-debian12
COPY app /app
ENTRYPOINT «["sh", "-c", "exec /app $FLAGS"]»
`),
    good(`FROM scratch
COPY app /app
HEALTHCHECK CMD ["/app", "-health"]
ENTRYPOINT ["/app"]
CMD ["serve"]
`),
    silent(
      'Alpine has a shell',
      `FROM alpine:3.22
COPY app /app
CMD /app --listen :9090
`,
    ),
    silent(
      'the debug image has a shell',
      `FROM gcr.io/distroless/static-debian12:debug
COPY app /app
CMD ["sh", "-c", "/app"]
`,
    ),
    silent(
      'a shell is copied in',
      `FROM scratch
COPY --from=busybox:1.36-musl /bin/busybox /bin/sh
COPY app /app
CMD /app
`,
    ),
    silent(
      'what is copied to the root may be a whole system',
      `FROM scratch
ADD rootfs.tar.xz /
CMD bash
`,
    ),
    silent(
      'a folder is copied to where programs are',
      `FROM scratch
COPY tools /usr/local/bin/
COPY app /app
ENTRYPOINT ["sh", "-c", "/app"]
`,
    ),
    silent(
      'a folder with a version in its name may be a whole system',
      `FROM scratch
COPY rootfs-3.22 /
CMD /app
`,
    ),
    silent(
      'ENV PATH leads to folders of its own',
      `FROM scratch
COPY tools /tools
ENV PATH=/tools/bin
ENTRYPOINT ["sh", "-c", "/app"]
`,
    ),
    silent(
      'a digest without a tag may be the debug image',
      `FROM gcr.io/distroless/static-debian12@sha256:0000000000000000000000000000000000000000000000000000000000000000
COPY app /app
CMD ["sh", "-c", "/app"]
`,
    ),
    silent(
      'the image for development has a shell',
      `FROM cgr.dev/chainguard/static:latest-dev
COPY app /app
CMD /app
`,
    ),
    silent(
      'SHELL names what gets the arguments',
      `FROM scratch
COPY app /app
SHELL ["/app", "run"]
ENTRYPOINT ["/app"]
CMD serve
`,
    ),
    silent(
      'SHELL names another shell',
      `FROM scratch
COPY tools /tools
COPY app /app
SHELL ["/tools/run", "-c"]
CMD /app
`,
    ),
    silent(
      'the last CMD counts',
      `FROM scratch
COPY app /app
CMD /app
CMD ["/app"]
`,
    ),
  ],
  checks: { dockerfile: check },
});
