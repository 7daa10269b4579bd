/** `go-preflight doctor` against fake installations: scripts that answer `go env -json`, on a PATH of their own. */
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { doctorReport, withoutSecrets } from '../../../src/node/machine/doctor-report.js';
import { goEnvFile } from '../../../src/node/machine/go-env-file.js';
import { cli } from '../../support/cli-terminal.js';

const posix = process.platform === 'win32' ? describe.skip : describe;

interface Fake {
  readonly version: string;
  /** What `go env -json` answers away from written values; default: the version and the usual. */
  readonly env?: Readonly<Record<string, string>>;
  /** Shell code that runs first, with the environment of the call. */
  readonly script?: string;
}

posix('doctor', function () {
  this.timeout(120_000);
  let root = '';
  let count = 0;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'go-preflight-doctor-')));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const write = (path: string, text: string) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };

  /** An installation with VERSION, sources and a `go`; returns its GOROOT. */
  function install({ version, env = {}, script = '' }: Fake): string {
    const name = `go${count++}`;
    const goroot = join(root, name);
    const answer = { GOVERSION: version, GOROOT: goroot, GOARCH: 'amd64', CGO_ENABLED: '1', CC: 'gcc', GOTOOLCHAIN: 'auto', ...env };
    write(`${name}/VERSION`, `${version}\ntime 2026-01-01\n`);
    write(`${name}/src/runtime/x.go`, 'package runtime\n');
    write(`${name}/bin/go`, `#!/bin/sh\necho ran >> ${join(root, 'ran')}\n${script}\necho '${JSON.stringify(answer)}'\n`);
    chmodSync(join(goroot, 'bin/go'), 0o755);
    return goroot;
  }

  function compiler(): string {
    write('cc/gcc', '#!/bin/sh\n');
    chmodSync(join(root, 'cc/gcc'), 0o755);
    return join(root, 'cc');
  }

  const report = (env: Record<string, string>, over: { configured?: string; mayRun?: boolean } = {}) => {
    mkdirSync(join(root, 'w'), { recursive: true });
    const all = { HOME: join(root, 'home'), XDG_CONFIG_HOME: join(root, 'config'), ...env };
    return doctorReport({ dir: join(root, 'w'), configured: '', mayRun: true, ...over, env: all }, '1.2.3');
  };
  const problems = (text: string) => /^Problems\n((?: {2}.*\n?)*)/m.exec(text)?.[1] ?? assert.fail(text);
  const none = '  none found\n';

  it('finds nothing wrong where nothing is', async () => {
    const goroot = install({ version: 'go1.26.8' });
    write('w/go.mod', 'module example.com/app\n\ngo 1.26\n');
    const text = await report({ PATH: `${goroot}/bin:${compiler()}` });
    assert.match(text, /^Go Preflight 1\.2\.3, doctor for /);
    assert.match(text, new RegExp(`command +${goroot}/bin/go\\n +because +it is the first on PATH\\n`));
    assert.match(text, /version here +go1\.26\.8\n/);
    assert.match(text, /compiler findings +yes\n/);
    assert.equal(problems(text), none, text);
    assert.ok(!text.includes('Worth knowing'), text);
  });

  it('says when there is no go command', async () => {
    const text = await report({ PATH: root });
    assert.match(problems(text), /There is no go command on PATH/);
    assert.match(text, /compiler findings +no: there is no go command/);
    assert.match(problems(await report({ PATH: root }, { configured: '/x/go' })), /\/x\/go is not a Go command/);
  });

  it('starts nothing in an untrusted workspace', async () => {
    const goroot = install({ version: 'go1.26.8' });
    const text = await report({ PATH: `${goroot}/bin` }, { mayRun: false });
    assert.match(text, /its version +1\.26\.8\n/);
    assert.match(text, /not asked: this workspace is not trusted/);
    assert.equal(existsSync(join(root, 'ran')), false, 'a process was started');
    await report({ PATH: `${goroot}/bin` });
    assert.equal(existsSync(join(root, 'ran')), true, 'the fake would have told');
  });

  it('lists several go commands, and which settings choose', async () => {
    const [a, b] = [install({ version: 'go1.26.8' }), install({ version: 'go1.22.1' })];
    const PATH = `${a}/bin:${b}/bin:${compiler()}`;
    const text = await report({ PATH });
    assert.match(text, new RegExp(`go commands on PATH, in its order\n +${a}/bin/go .*\n +${b}/bin/go`));
    assert.match(text, new RegExp(`${a}/bin/go runs here, but PATH has others: ${b}/bin/go \\(go1\\.22\\.1\\)`));
    const chosen = await report({ PATH }, { configured: `${b}/bin/go` });
    assert.match(chosen, new RegExp(`because +the settings name ${b}/bin/go\\n`));
    assert.match(chosen, /version here +go1\.22\.1/);
  });

  it('reports a GOROOT of another release, and one that is none', async () => {
    const [a, b] = [install({ version: 'go1.26.8' }), install({ version: 'go1.22.1' })];
    const PATH = `${a}/bin:${compiler()}`;
    const other = await report({ PATH, GOROOT: b });
    assert.match(problems(other), /GOROOT is .* with go1\.22\.1, but .* is go1\.26\.8/);
    assert.match(other, /compiler findings +no: builds fail here/);
    assert.match(problems(await report({ PATH, GOROOT: root })), /where no Go is installed/);
    assert.equal(problems(await report({ PATH, GOROOT: a })), none);
  });

  it('survives an unknown GOEXPERIMENT that `go env -w` left behind', async () => {
    // As go does: every command stops, unless the file and the variable are out of the way.
    const script = `if [ "$GOENV" != off ]; then echo "go: unknown GOEXPERIMENT fieldtrak" >&2; exit 2; fi`;
    const goroot = install({ version: 'go1.26.8', script });
    write('config/go/env', '# note\nGOEXPERIMENT=fieldtrak\nGOFLAGS=-mod=mod\n');
    const text = await report({ PATH: `${goroot}/bin:${compiler()}`, GOFLAGS: '-v' });
    assert.match(
      problems(text),
      /^ {2}- GOEXPERIMENT=fieldtrak is not known to Go 1\.26\.8, so every go command fails\. .*fieldtrak comes from .*\/go\/env\.\n$/,
    );
    assert.match(text, /its version +1\.26\.8\n +version here +unknown: go fails here\n/);
    assert.match(text, /sets GOFLAGS=-mod=mod for every project, .*overrides it here with -v/);
    assert.match(text, /CGO_ENABLED +1\n/);
  });

  it('knows a valid GOEXPERIMENT', async () => {
    const goroot = install({ version: 'go1.26.8' });
    const text = await report({ PATH: `${goroot}/bin:${compiler()}`, GOEXPERIMENT: 'nogreenteagc,arenas' });
    assert.equal(problems(text), none);
    assert.match(text, /GOEXPERIMENT=nogreenteagc,arenas is in force, .* comes from the environment\./);
  });

  it('tells why another toolchain runs', async () => {
    const script = `if [ "$GOTOOLCHAIN" != local ]; then echo '{"GOVERSION":"go1.27.3","GOTOOLCHAIN":"auto","CGO_ENABLED":"1","CC":"gcc"}'; exit; fi`;
    const goroot = install({ version: 'go1.26.8', script });
    write('w/go.mod', 'module example.com/app\n\ngo 1.27\n');
    const text = await report({ PATH: `${goroot}/bin:${compiler()}` });
    assert.match(text, /is Go 1\.26\.8, but switches to go1\.27\.3 here\. .*go\.mod asks for Go 1\.27, and GOTOOLCHAIN=auto/);
    assert.equal(problems(text), none);
  });

  it('reports a go.mod that the go command must not switch for', async () => {
    const goroot = install({ version: 'go1.26.8', env: { GOTOOLCHAIN: 'local' } });
    write('w/go.mod', 'module example.com/app\n\ngo 1.27\n');
    const PATH = `${goroot}/bin:${compiler()}`;
    assert.match(
      problems(await report({ PATH })),
      /needs Go 1\.27, this is Go 1\.26\.8, and GOTOOLCHAIN=local prevents switching\..* default of this installation/,
    );
    assert.match(problems(await report({ PATH, GOTOOLCHAIN: 'local' })), /GOTOOLCHAIN=local comes from the environment/);
    write('w/go.mod', 'module example.com/app\n\ngo 1.26\n');
    assert.equal(problems(await report({ PATH })), none);
  });

  it('reads the go line of a go.work, which counts instead of that of go.mod', async () => {
    const goroot = install({ version: 'go1.26.8', env: { GOTOOLCHAIN: 'local' } });
    const PATH = `${goroot}/bin:${compiler()}`;
    write('w/go.mod', 'module example.com/app\n\ngo 1.20\n');
    write('go.work', 'go 1.27.1\n\nuse ./w\n');
    const text = await report({ PATH });
    assert.match(text, /go\.work +\S+\/go\.work\n +go +1\.27\.1\n/);
    assert.match(problems(text), /\/go\.work needs Go 1\.27\.1, this is Go 1\.26\.8, and GOTOOLCHAIN=local/);
    assert.match(text, /compiler findings +no: builds fail here/);
    for (const GOWORK of ['off', join(root, 'none.work')]) assert.equal(problems(await report({ PATH, GOWORK })), none, GOWORK);
    write('other.work', 'go 1.28\n');
    assert.match(problems(await report({ PATH, GOWORK: join(root, 'other.work') })), /other\.work needs Go 1\.28/);
  });

  it('asks go whether it builds at all, and hands its complaint on', async () => {
    const refuse = (complaint: string) => `if [ "$1" = list ]; then printf '${complaint}' >&2; exit 1; fi`;
    const flags = install({ version: 'go1.26.8', script: refuse('go: parsing $GOFLAGS: unknown flag -nosuch\\n') });
    const text = await report({ PATH: `${flags}/bin:${compiler()}`, GOFLAGS: '-nosuch' });
    assert.equal(
      problems(text),
      '  - GOFLAGS=-nosuch makes every build fail with “go: parsing $GOFLAGS: unknown flag -nosuch”. GOFLAGS=-nosuch comes from the environment.\n',
    );
    assert.match(text, /compiler findings +no: builds fail here/);
    const broken = install({
      version: 'go1.26.8',
      script: refuse('go: errors parsing go.mod:\\n\\n/w/go.mod:3: unknown directive: gO\\n'),
    });
    assert.match(
      problems(await report({ PATH: `${broken}/bin` })),
      /w builds fail: go: errors parsing go\.mod: \/w\/go\.mod:3: unknown directive: gO\n/,
    );
  });

  it('never lets go edit a go.mod', async () => {
    const goroot = install({ version: 'go1.26.8', env: { GOFLAGS: '-mod=mod' }, script: `echo "$*" >> '${join(root, 'args')}'` });
    await report({ PATH: `${goroot}/bin`, GOFLAGS: '-mod=mod' });
    const asked = readFileSync(join(root, 'args'), 'utf8').trim().split('\n');
    assert.deepEqual(
      asked.map(line => line.split(' ')[0]),
      ['env', 'env', 'list'],
    );
    assert.match(asked[2]!, / -mod=readonly unsafe$/);
  });

  it('takes a download that is not done for what it is', async () => {
    const script = `if [ "$GOTOOLCHAIN" != local ]; then echo "go: download go1.99 for linux/amd64: toolchain not available" >&2; exit 1; fi`;
    const goroot = install({ version: 'go1.26.8', script });
    const text = await report({ PATH: `${goroot}/bin:${compiler()}` });
    assert.equal(problems(text), none);
    assert.match(text, /would download another toolchain/);
  });

  it('reports a missing C compiler as far as it matters', async () => {
    const on = install({ version: 'go1.26.8' });
    assert.match(
      problems(await report({ PATH: `${on}/bin`, CGO_ENABLED: '1' })),
      /CGO_ENABLED=1 is set, but the C compiler gcc is not on PATH, .* comes from the environment/,
    );
    const off = install({ version: 'go1.26.8', env: { CGO_ENABLED: '0' } });
    const text = await report({ PATH: `${off}/bin` });
    assert.equal(problems(text), none);
    assert.match(text, /cgo is off because the C compiler gcc is not on PATH/);
  });

  it('is not led astray by a command that is no go', async () => {
    for (const script of ['echo hello; exit 0', 'exit 3', 'echo "{}"; exit 0']) {
      const goroot = install({ version: 'go1.26.8', script });
      assert.match(problems(await report({ PATH: `${goroot}/bin` })), /does not work: /, script);
    }
  });

  it('leaves passwords out', () => {
    assert.equal(
      withoutSecrets('GOPROXY=https://me:pw@proxy.example,direct GOFLAGS=x'),
      'GOPROXY=https://…@proxy.example,direct GOFLAGS=x',
    );
    assert.equal(withoutSecrets('sets GOAUTH=netrc for'), 'sets GOAUTH=… for');
  });

  it('reads the written file where go looks for it', () => {
    const at = (env: Record<string, string>, platform: NodeJS.Platform) => goEnvFile(env, platform).path;
    assert.equal(at({ HOME: '/h' }, 'linux'), '/h/.config/go/env');
    assert.equal(at({ HOME: '/h', XDG_CONFIG_HOME: '/c' }, 'linux'), '/c/go/env');
    assert.equal(at({ HOME: '/h' }, 'darwin'), '/h/Library/Application Support/go/env');
    assert.equal(at({ GOENV: '/e' }, 'linux'), '/e');
    assert.equal(at({ GOENV: 'off' }, 'linux'), '');
  });

  it('is a command', async () => {
    const goroot = install({ version: 'go1.26.8' });
    mkdirSync(join(root, 'w'));
    const { code, stdout } = await cli(root, ['doctor', 'w'], { env: { PATH: `${goroot}/bin`, HOME: root } });
    assert.equal(code, 0);
    assert.match(stdout, /version here +go1\.26\.8/);
    assert.equal((await cli(root, ['doctor', 'missing'])).code, 2);
  });
});
