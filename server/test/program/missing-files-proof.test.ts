/**
 * What image/missing-runtime-file says, proven by running: programs that need a file are built and started in an empty root, where they fail
 * with the words of the message, and in one that has the file or the variable, where they do not. Each cell has to agree with the rule.
 */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageKey } from '../../src/engine/base/message.js';
import missingRuntimeFile from '../../src/engine/rules/image/missing-runtime-file.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { drive } from '../../src/engine/workspace/drive.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { Roots, whyNot } from '../support/chroot-roots.js';
import { loadEngine } from '../support/engine-for-tests.js';

const program = (imports: readonly string[], call: string): string =>
  `package main\n\nimport (\n${['fmt', ...imports].map(i => `\t"${i}"\n`).join('')})\n\nfunc main() {\n\t_, err := ${call}\n\tif err != nil {\n\t\tfmt.Println(err)\n\t\treturn\n\t}\n\tfmt.Println("started")\n}\n`;

interface Row {
  readonly title: string;
  readonly program: string;
  readonly flags?: string;
  /** Files of the root, and the lines that bring them into the image. */
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly lines?: string;
  /** Words of the error; undefined when it works. */
  readonly fails?: RegExp;
}

const ZONE = program(['time'], 'time.LoadLocation("Asia/Shanghai")');
const TEMPORARY = program(['os'], 'os.CreateTemp("", "x")');
const FOLDER = program(['os'], 'os.MkdirTemp(os.TempDir(), "x")');
const CURRENT = program(['os/user'], 'user.Current()');
const LOOKUP = program(['os/user'], 'user.Lookup("nobody")');
const PASSWD = 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n';

const ROWS: readonly Row[] = [
  { title: 'a time zone', program: ZONE, fails: /^unknown time zone Asia\/Shanghai$/m },
  { title: 'a time zone in the program', program: ZONE, flags: '-tags timetzdata' },
  { title: 'a temporary file', program: TEMPORARY, fails: /no such file or directory/ },
  { title: 'a temporary folder', program: FOLDER, fails: /no such file or directory/ },
  { title: 'a temporary file and /tmp', program: TEMPORARY, files: { '/tmp/.keep': '' }, lines: 'COPY --from=b /tmp /tmp\n' },
  { title: 'a temporary file and TMPDIR', program: TEMPORARY, env: { TMPDIR: '/' }, lines: 'ENV TMPDIR=/\n' },
  { title: 'the user', program: CURRENT, fails: /user: Current requires cgo or \$USER set in environment/ },
  { title: 'the user and USER', program: CURRENT, env: { USER: 'app' }, lines: 'ENV USER=app\n' },
  {
    title: 'the user and /etc/passwd',
    program: CURRENT,
    files: { '/etc/passwd': PASSWD },
    lines: 'COPY --from=b /etc/passwd /etc/passwd\n',
  },
  { title: 'another user', program: LOOKUP, fails: /open \/etc\/passwd: no such file or directory/ },
  { title: 'another user and /etc/passwd', program: LOOKUP, files: { '/etc/passwd': PASSWD }, lines: 'COPY passwd /etc/\n' },
];

/** Asks a server of its own; prints the certificate to trust when told so. */
const TLS = `package main

import (
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
)

func main() {
	server := httptest.NewTLSServer(http.NotFoundHandler())
	if os.Getenv("PRINT") != "" {
		pem.Encode(os.Stdout, &pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
		return
	}
	if _, err := http.Get(server.URL); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("started")
}
`;

describe('files that images lack, by running', function () {
  this.timeout(240_000);
  let roots: Roots | undefined;
  let engine: Engine;
  before(async function () {
    const reason = whyNot();
    if (reason !== undefined) {
      console.error(`\n    !! NOT PROVEN HERE: what programs do without files was not run: ${reason}\n`);
      this.skip();
    }
    roots = new Roots();
    engine = await loadEngine();
  });
  after(() => roots?.remove());

  for (const [i, row] of ROWS.entries()) {
    it(`${row.title}: ${row.fails ? 'fails' : 'works'}`, () => {
      const command = `CGO_ENABLED=0 go build ${row.flags === undefined ? '' : `${row.flags} `}-o /x .`;
      const binary = build(roots!, `p${i}`, row.program, command);
      // HOME is what the container runtime sets.
      const { started, output } = roots!.start(binary, 'empty', { files: row.files ?? {}, env: { HOME: '/', ...row.env } });
      assert.equal(started, row.fails === undefined, output);
      if (row.fails) assert.match(output, row.fails);
      const said = reported(row.program, command, row.lines ?? '');
      assert.equal(said.length, started ? 0 : 1, said.join());
    });
  }

  it('certificates: fails without, works with the file', () => {
    const binary = build(roots!, 'tls', TLS, 'CGO_ENABLED=0 go build -o /x .');
    const { output } = roots!.start(binary, 'empty');
    assert.match(output, /x509: certificate signed by unknown authority/);
    const pem = spawnSync(binary, [], { encoding: 'utf8', env: { PRINT: '1' } }).stdout;
    const files = { '/etc/ssl/certs/ca-certificates.crt': pem };
    assert.deepEqual(roots!.start(binary, 'empty', { files }), { started: true, output: 'started\n' });
  });

  function reported(text: string, command: string, lines: string): readonly string[] {
    const workspace = new Workspace(engine, { rules: [missingRuntimeFile] });
    workspace.set('/w/go.mod', 'module example.com/app\n\ngo 1.20\n');
    workspace.set('/w/main.go', text);
    const from = `FROM golang:1.26 AS b\nWORKDIR /s\nCOPY . .\nRUN ${command}\n`;
    workspace.set('/w/Dockerfile', `${from}FROM scratch\n${lines}COPY --from=b /x /x\nENTRYPOINT ["/x"]\n`);
    drive(workspace.analysis(), {});
    return workspace.findings('/w/Dockerfile').map(f => messageKey(f.message));
  }
});

/** The program that the command builds, whatever this machine's Go settings are. */
function build(roots: Roots, name: string, text: string, command: string): string {
  const dir = join(roots.dir, name);
  mkdirSync(dir);
  writeFileSync(join(dir, 'go.mod'), 'module example.com/app\n\ngo 1.20\n');
  writeFileSync(join(dir, 'main.go'), text);
  const binary = join(dir, 'x');
  const env = { ...process.env, GOFLAGS: '', GOENV: 'off', GOEXPERIMENT: '', GOTOOLCHAIN: 'local', CC: '', GOOS: '', GOARCH: '' };
  const built = spawnSync('sh', ['-c', command.replace('/x', binary)], { cwd: dir, env, encoding: 'utf8' });
  assert.equal(built.status, 0, built.stderr);
  return binary;
}
