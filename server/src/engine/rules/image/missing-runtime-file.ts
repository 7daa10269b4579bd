import type { RelativeFix, RelativeStep } from '../../base/finding.js';
import { followedBy, type Message, messages } from '../../base/message.js';
import type { DockerfileFacts, StageFacts } from '../../builds/dockerfile/facts.js';
import { baseImage, baseImageName, lineage, rootStage, stepsOf } from '../../builds/dockerfile/stages.js';
import { findMissingFiles, type MissingFile } from '../../program/image-files.js';
import { goFlag } from '../../shell/go-command.js';
import type { CopyFacts } from '../../shell/shell-records.js';
import type { RuleContext } from '../report.js';
import { rule } from '../rule.js';
import { MISSING_RUNTIME_FILE_EXAMPLES } from './missing-runtime-file.examples.js';
import { BUILT_OUTSIDE } from './missing-runtime-file.outside.js';
import { OF_CALLERS } from './missing-runtime-file.texts.js';

const say = messages('image/missing-runtime-file', {
  noCertificates:
    '`{image}` has no CA certificates, but `{program}` connects to `{url}`. That fails with “x509: certificate signed by unknown authority”.',
  noCertificatesByDefault:
    '`{image}` has no CA certificates, but `{program}` connects to `{url}` by default. That fails with “x509: certificate signed by unknown authority”.',
  noTimeZonesByDefault:
    '`{image}` has no time zones, and `{program}` does not embed them. By default `{call}("{zone}")` fails with “unknown time zone {zone}”.\nBuild with `-tags timetzdata`, or add tzdata to the image.',
  noTimeZones:
    '`{image}` has no time zones, and `{program}` does not embed them. `{call}("{zone}")` fails with “unknown time zone {zone}”.\nBuild with `-tags timetzdata`, or add tzdata to the image.',
  noTemporaryFolder:
    '`{image}` has no `/tmp`, but `{program}` creates temporary files there. `{call}` fails with “no such file or directory”, unless a folder is mounted there.\nMount a folder at `/tmp`, or set `TMPDIR`.',
  noUploadFolder:
    '`{image}` has no `/tmp`, but `{program}` takes uploads. When a form does not fit into memory, `{call}` fails with “no such file or directory”, unless a folder is mounted there.\nMount a folder at `/tmp`, or set `TMPDIR`.',
  noCurrentUser:
    '`{image}` has no `/etc/passwd`, but `{program}` asks for the current user. `user.Current` fails with “user: Current requires cgo or $USER set in environment”.\nSet `USER` in the image, or copy `/etc/passwd` into it.',
  noUsers:
    '`{image}` has no `/etc/passwd`, but `{program}` looks up a user. `{call}` fails with “open /etc/passwd: no such file or directory”.\nCopy `/etc/passwd` into the image.',
  unknownUser:
    'The user `{name}` is unknown: an image from scratch has no `/etc/passwd`. The container fails with “unable to find user {name}: no matching entries in passwd file”.\nUse a number, such as `USER 65532:65532`.',
  installCertificates: '\nInstall ca-certificates in this image.',
  copyCertificates: '\nCopy `/etc/ssl/certs/ca-certificates.crt` into the image.',
  callStep: '`{call}` is called here.',
  outsideStep: 'This builds the program.',
  startStep: 'The image starts `{program}` here.',
  emptyStep: 'This image is empty.',
  installCertificatesFix: 'Install ca-certificates',
  copyCertificatesFix: 'Copy the certificates from the build image',
  installZonesFix: 'Install tzdata',
  embedZonesFix: 'Embed the time zones: -tags timetzdata',
  copyUsersFix: 'Copy /etc/passwd from the build image',
  numberFix: 'Use the numbers 65532:65532',
});

/** Calls shown beside a finding. */
const MAX_CALLS = 3;

function check(context: RuleContext<DockerfileFacts>): void {
  checkUsers(context);
  const { file, workspace, report } = context;
  const seen = new Set<string>();
  for (const found of findMissingFiles(file, workspace)) {
    const span = found.root.from.imageSpan;
    // Both need the same folder.
    const key = `${span.start} ${found.need === 'uploads' ? 'temporary folder' : found.need}`;
    if (seen.has(key)) continue;
    seen.add(key);
    report({
      span,
      severity: found.need === 'certificates' || found.need === 'time zones' ? 'warning' : 'information',
      message: messageOf(file, found),
      steps: stepsTo(found),
      fixes: fixesOf(found, workspace.text(file.path) ?? ''),
    });
  }
}

function messageOf(file: DockerfileFacts, { need, calls, stage, image: { packages }, started }: MissingFile): Message {
  const args = { image: baseImageName(file, stage), program: started.path };
  const { call, text, isDefault } = calls.find(c => !c.isDefault) ?? calls[0]!;
  switch (need) {
    case 'certificates': {
      const url = /^https:\/\/[^/?#]+/.exec(text)?.[0] ?? text;
      const said = isDefault ? say.noCertificatesByDefault({ ...args, url }) : say.noCertificates({ ...args, url });
      return followedBy(said, packages === 'apt' ? say.installCertificates : say.copyCertificates);
    }
    case 'time zones':
      return isDefault ? say.noTimeZonesByDefault({ ...args, call, zone: text }) : say.noTimeZones({ ...args, call, zone: text });
    case 'temporary folder':
      return say.noTemporaryFolder({ ...args, call });
    case 'uploads':
      return say.noUploadFolder({ ...args, call });
    case 'users':
      return call === 'user.Current' ? say.noCurrentUser(args) : say.noUsers({ ...args, call });
  }
}

function stepsTo({ calls, started, outside }: MissingFile): RelativeStep[] {
  const { command } = started.artifact;
  return [
    ...(outside ? [{ message: say.outsideStep, span: command.recipe?.span ?? command.span, file: outside.file }] : []),
    ...calls.slice(0, MAX_CALLS).map(({ call, at }) => ({ message: say.callStep({ call }), span: at.span, file: at.file })),
    { message: say.startStep({ program: started.path }), span: started.process.span },
  ];
}

function fixesOf(found: MissingFile, dockerfile: string): RelativeFix[] {
  const { need, builder, stage, image } = found;
  const from = builder && (builder.name ?? `${builder.index}`);
  const added = (title: Message, line: string): RelativeFix => {
    const at = stage.from.span.end;
    const newText = `${dockerfile.startsWith('\r\n', at) ? '\r\n' : '\n'}${line}`;
    return { title, safe: false, edits: [{ span: { start: at, end: at }, newText }] };
  };
  switch (need) {
    case 'certificates': {
      if (image.packages === 'apt') return [added(say.installCertificatesFix, INSTALL_CERTIFICATES)];
      if (!found.builderHasCertificates) return [];
      return [added(say.copyCertificatesFix, `COPY --from=${from} ${CERTIFICATES} /etc/ssl/certs/`)];
    }
    case 'time zones':
      return [
        ...(image.packages === 'apk' ? [added(say.installZonesFix, 'RUN apk add --no-cache tzdata')] : []),
        ...zonesInProgram(found, dockerfile),
      ];
    case 'users':
      if (stage.user || !found.builderHasCertificates) return [];
      return [added(say.copyUsersFix, `COPY --from=${from} /etc/passwd /etc/passwd`)];
    case 'temporary folder':
    case 'uploads':
      return [];
  }
}

const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';
const INSTALL_CERTIFICATES =
  'RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*';

/** The zones as part of the program, from Go 1.15 on. */
function zonesInProgram({ started, outside }: MissingFile, dockerfile: string): RelativeFix[] {
  const { command } = started.artifact;
  if (outside) return [];
  const verb = /^go[ \t]+(?:build|install)(?=\s)/.exec(dockerfile.slice(command.span.start, command.span.end));
  if (!verb || goFlag(command, 'tags') !== undefined) return [];
  const at = command.span.start + verb[0].length;
  return [{ title: say.embedZonesFix, safe: false, edits: [{ span: { start: at, end: at }, newText: ' -tags timetzdata' }] }];
}

/** `USER name` in an empty image. */
function checkUsers({ file, report }: RuleContext<DockerfileFacts>): void {
  for (const stage of file.stages) {
    const { user } = stage;
    // A stage that inherits its USER is reported where it is written.
    if (!user?.span || user.span.start < stage.span.start || user.text === undefined || user.args.length > 0) continue;
    const name = user.text.split(':')[0]!;
    if (name === '' || name === 'root' || /^\d+$/.test(name) || !isBare(file, stage) || mayHavePasswd(file, stage)) continue;
    report({
      span: user.span,
      severity: 'error',
      message: say.unknownUser({ name }),
      steps: [{ message: say.emptyStep, span: rootStage(file, stage).from.imageSpan }],
      fixes: [{ title: say.numberFix, safe: false, edits: [{ span: user.span, newText: '65532:65532' }] }],
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

export default rule({
  id: 'image/missing-runtime-file',
  severity: 'warning',
  otherSeverities: { error: '`USER` names a user in an image from scratch', information: '`/tmp` or `/etc/passwd` is missing' },
  since: '0.1.0',
  summary: 'Program that needs CA certificates, time zones, /tmp or /etc/passwd in an image without them; `USER name` in scratch',
  docs: {
    what: 'Follows a program into the image that starts it, also one that make, a job or goreleaser builds outside of it, and reports when the module’s own code surely needs a file which the image does not have: CA certificates for an `https://` address, the time zone database for `time.LoadLocation`, `/tmp` for `os.CreateTemp` and for uploads, `/etc/passwd` for `os/user`. Also `USER` with a name in an image from scratch.',
    why: 'A static program starts in an empty image, and fails later: TLS with “x509: certificate signed by unknown authority”, `time.LoadLocation("Europe/Berlin")` with “unknown time zone”, temporary files with “no such file or directory”. None of it shows where the program is built and tested, because the files are there. The name of `USER` is looked up before the program starts, and the container fails.',
    fix: 'Copy the certificates: `COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/`. Build the zones in with `-tags timetzdata` or `import _ "time/tzdata"`, or install `tzdata`. Mount a folder at `/tmp` or set `TMPDIR`. Write the user as a number, such as `USER 65532:65532`, or copy `/etc/passwd`. distroless/static has all four.',
    limits:
      'Reports only calls that are in the module itself and that `main` or an initialiser reaches, with arguments that are constant, that a caller gives, or that are there by default: what other modules need is not looked at. It is silent when a step may add the file (a copy to a folder around it, an installed package whose dependencies nobody looked up, a command it cannot read), when a variable such as `SSL_CERT_FILE`, `ZONEINFO` or `TMPDIR` is set, and when the program may have its own: `RootCAs` or `x509` for calls that do not go through `http.DefaultClient`, `FixedZone`, `os.UserHomeDir`, an import it could not follow for time zones. Of the certificates in Alpine, and of the zones in Debian and Ubuntu, it says nothing, since that changed between releases. Of files that are mounted when the container starts it knows those of compose files alone.',
    sources: [
      'runs of such programs in empty root folders',
      'go-facts §6.4: what the images hold',
      'crypto/x509/root_linux.go, time/zoneinfo_unix.go, os/user/lookup_stubs.go',
      'moby: the user of a container is looked up in /etc/passwd of its root folder',
      'jadolg/klum#33, optimizely/agent#29, harshavardhana/s3www#7: certificates in scratch; mayth/go-simple-upload-server#48: uploads in scratch, and a run of ParseMultipartForm and FormFile (Go 1.26; gin v1.12.0 and echo v4.16.4 call it); checkmarble/marble-backend#502: time zones in Alpine',
    ],
  },
  messages: say,
  examples: [...MISSING_RUNTIME_FILE_EXAMPLES, ...OF_CALLERS, ...BUILT_OUTSIDE],
  checks: { dockerfile: check },
});
