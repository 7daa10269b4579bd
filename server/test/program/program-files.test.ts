/** Which calls of a program are found to need a file: what main leads to, and what the arguments surely are. */
import assert from 'node:assert/strict';
import missingRuntimeFile from '../../src/engine/rules/image/missing-runtime-file.js';
import type { Engine } from '../../src/engine/syntax/engine.js';
import { drive } from '../../src/engine/workspace/drive.js';
import { Workspace } from '../../src/engine/workspace/workspace.js';
import { loadEngine } from '../support/engine-for-tests.js';

const DOCKERFILE = `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /app .

FROM scratch
COPY --from=build /app /app
ENTRYPOINT ["/app"]
`;

/** What scratch lacks: all of it. */
const NEEDS = ['certificates', 'time zones', 'temporary folder', 'uploads', 'users'] as const;

describe('needed files of a program', () => {
  let engine: Engine;
  before(async () => {
    engine = await loadEngine();
  });

  const workspaceOf = (files: Readonly<Record<string, string>>, how: 'full' | 'outline' = 'outline'): Workspace => {
    const workspace = new Workspace(engine, { rules: [missingRuntimeFile] });
    workspace.set('/w/go.mod', 'module example.com/app\n\ngo 1.26\n');
    for (const [name, text] of Object.entries(files)) workspace.set(`/w/${name}`, text, how);
    workspace.set('/w/Dockerfile', DOCKERFILE);
    drive(workspace.analysis(), {});
    return workspace;
  };
  /** What decides each call that is found, in `main.go` unless other files are given. */
  const found = (body: string, imports: readonly string[], more: Readonly<Record<string, string>> = {}): readonly string[] => {
    const main = `package main\n\nimport (\n${imports.map(i => `\t"${i}"\n`).join('')})\n\n${body}\n`;
    return (workspaceOf({ 'main.go': main, ...more }).neededFiles('/w', [], NEEDS) ?? assert.fail('not read')).map(
      n => `${n.call} ${n.text}`,
    );
  };
  const URL = 'https://api.github.com/';

  describe('what leads to a call', () => {
    const rows: readonly (readonly [string, string, boolean])[] = [
      ['main', `func main() { http.Get("${URL}") }`, true],
      ['a function that main calls', `func main() { f() }\nfunc f() { http.Get("${URL}") }`, true],
      ['init', `func main() {}\nfunc init() { http.Get("${URL}") }`, true],
      ['an initialiser', `func main() {}\nvar r, _ = http.Get("${URL}")`, true],
      ['a function that nothing mentions', `func main() {}\nfunc f() { http.Get("${URL}") }`, false],
      ['a literal in a variable that is used', `var f = func() { http.Get("${URL}") }\nfunc main() { f() }`, true],
      ['a literal in a variable that is not used', `var f = func() { http.Get("${URL}") }\nfunc main() {}`, false],
      ['a method of a known type', `type c struct{}\nfunc (c *c) get() { http.Get("${URL}") }\nfunc main() { x := &c{}; x.get() }`, true],
      [
        'a method of another type',
        `type c struct{}\ntype d struct{}\nfunc (c) get() { http.Get("${URL}") }\nfunc (d) get() {}\nfunc main() { x := d{}; x.get() }`,
        false,
      ],
      [
        'a method behind an interface',
        `type g interface{ get() }\ntype c struct{}\nfunc (c) get() { http.Get("${URL}") }\nfunc run(x g) { x.get() }\nfunc main() { run(c{}) }`,
        true,
      ],
      [
        'a method of a type that nothing mentions',
        `type g interface{ get() }\ntype c struct{}\nfunc (c) get() { http.Get("${URL}") }\nfunc run(x g) { x.get() }\nfunc main() { run(nil) }`,
        false,
      ],
      ['a promoted method', `type c struct{}\nfunc (c) get() { http.Get("${URL}") }\ntype o struct{ c }\nfunc main() { o{}.get() }`, true],
      [
        'a handler',
        `type h struct{}\nfunc (h) ServeHTTP(http.ResponseWriter, *http.Request) { http.Get("${URL}") }\nfunc main() { http.Handle("/", h{}) }`,
        true,
      ],
      ['a branch behind a constant', `const debug = false\nfunc main() { if debug { http.Get("${URL}") } }`, false],
      [
        'a variable of that name',
        `func main() { http := client{}; http.Get("${URL}") }\ntype client struct{}\nfunc (client) Get(string) {}`,
        false,
      ],
    ];
    for (const [title, body, expected] of rows) {
      it(title, () => assert.deepEqual(found(body, ['net/http']), expected ? [`http.Get ${URL}`] : []));
    }

    it('packages of the module', () => {
      const get = `package store\n\nimport "net/http"\n\nconst Base = "https://api.github.com"\n\ntype Store struct{}\n\nfunc New() *Store { return &Store{} }\n\nfunc (s *Store) Load() { http.Get(Base + "/x") }\n`;
      const main = 'import "example.com/app/store"\n\nfunc main() { s := store.New(); s.Load() }';
      assert.deepEqual(
        workspaceOf({ 'main.go': `package main\n\n${main}\n`, 'store/store.go': get }).neededFiles('/w', [], NEEDS)?.length,
        1,
      );
      const unused = 'import "example.com/app/store"\n\nfunc main() { store.New() }';
      assert.deepEqual(workspaceOf({ 'main.go': `package main\n\n${unused}\n`, 'store/store.go': get }).neededFiles('/w', [], NEEDS), []);
    });

    it('no test, and no file for another system', () => {
      const text = `package main\n\nimport "net/http"\n\nfunc init() { http.Get("${URL}") }\n`;
      assert.deepEqual(found('func main() {}', [], { 'a_test.go': text, 'a_windows.go': text, 'b.go': `//go:build never\n\n${text}` }), []);
    });
  });

  describe('what an argument is', () => {
    const rows: readonly (readonly [string, string | undefined])[] = [
      [`http.Get("${URL}")`, URL],
      ['http.Get(`https://api.github.com/x`)', 'https://api.github.com/x'],
      ['u := "https://api.github.com"; http.Get(u)', 'https://api.github.com'],
      ['u := "https://api.github.com"; u = os.Args[1]; http.Get(u)', undefined],
      ['http.Get("https://api.github.com/" + os.Args[1])', 'https://api.github.com/'],
      ['http.Get("https://api." + os.Args[1])', undefined],
      ['http.Get("https://api.github.com" + os.Args[1])', undefined],
      ['http.Get(fmt.Sprintf("https://api.github.com/%s", os.Args[1]))', 'https://api.github.com/'],
      ['http.Get(fmt.Sprintf("https://%s/x", os.Args[1]))', undefined],
      ['http.Get("https://localhost:8443/")', undefined],
      ['http.Get("https://10.0.0.1/")', undefined],
      ['http.Get("https://vault.internal/")', undefined],
      ['http.Get("https://metrics/")', undefined],
      ['http.Get("http://api.github.com/")', undefined],
      ['http.NewRequest("GET", "https://api.github.com/", nil)', URL],
      ['c := &http.Client{}; c.Get("https://api.github.com/")', URL],
      ['http.DefaultClient.Get("https://api.github.com/")', URL],
      ['cache.Get("https://api.github.com/")', undefined],
      ['s := service{}; s.client.Get("https://api.github.com/")', URL],
    ];
    for (const [body, text] of rows) {
      it(body, () => {
        const rest = `\nvar cache store\n\ntype store struct{}\n\nfunc (store) Get(string) {}\n\ntype service struct{ client *http.Client }\n`;
        const calls = found(`func main() { ${body}; _ = fmt.Sprint(os.Args) }${rest}`, ['fmt', 'net/http', 'os']);
        assert.deepEqual(
          calls.map(c => c.slice(c.indexOf(' ') + 1)),
          text === undefined ? [] : [text],
        );
      });
    }

    describe('by default, or from a caller', () => {
      const base = 'https://api.github.com';
      const programs: readonly (readonly [string, string, readonly string[]])[] = [
        ['where it is empty', `func main() { u := os.Getenv("U"); if u == "" { u = "${base}" }; http.Get(u + "/x") }`, [`${base}/x`]],
        ['where it is something', `func main() { u := os.Getenv("U"); if u == "x" { u = "${base}" }; http.Get(u + "/x") }`, []],
        ['another variable is empty', `func main() { v, u := "", os.Args[1]; if v == "" { u = "${base}/" }; http.Get(u) }`, []],
        ['the first that is not empty', `func main() { http.Get(cmp.Or(os.Getenv("U"), "${base}/")) }`, [`${base}/`]],
        ['a flag', `func main() { u := flag.String("u", "${base}/", ""); http.Get(*u) }`, [`${base}/`]],
        ['a flag of the package', `var u = flag.String("u", "${base}/", "")\nfunc main() { http.Get(*u) }`, [`${base}/`]],
        ['a flag that is set', `var u = flag.String("u", "${base}/", "")\nfunc main() { *u = os.Args[1]; http.Get(*u) }`, []],
        ['a variable of the package', `var u = "${base}/"\nfunc main() { http.Get(u) }`, [`${base}/`]],
        ['a variable that is written', `var u = "${base}/"\nfunc main() { u = os.Args[1]; http.Get(u) }`, []],
        ['a variable that flags write', `var u = "${base}/"\nfunc main() { flag.StringVar(&u, "u", "", ""); http.Get(u) }`, []],
        ['a format', `var u = "${base}"\nfunc main() { http.Get(fmt.Sprintf("%s/x/%d", u, 1)) }`, [`${base}/x/`]],
        ['a format that goes on with a name', `var u = "${base}"\nfunc main() { http.Get(fmt.Sprintf("%s%s", u, os.Args[1])) }`, []],
        ['a caller', `func get(u string) { http.Get(u) }\nfunc main() { get("${base}/") }`, [`${base}/`]],
        [
          'a caller of a caller',
          `func f(u string) { g(u) }\nfunc g(u string) { http.Get(u) }\nfunc main() { f("${base}/") }`,
          [`${base}/`],
        ],
        ['the second of two', `func get(m, u string) { http.Get(u) }\nfunc main() { get("X", "${base}/") }`, [`${base}/`]],
        ['another argument', `func get(u, m string) { http.Get(u) }\nfunc main() { get(os.Args[1], "${base}/") }`, []],
        ['a caller that nothing reaches', `func get(u string) { http.Get(u) }\nfunc f() { get("${base}/") }\nfunc main() { get("") }`, []],
        ['a parameter that is written', `func get(u string) { u = os.Args[1]; http.Get(u) }\nfunc main() { get("${base}/") }`, []],
        ['a method', `type c struct{}\nfunc (c) get(u string) { http.Get(u) }\nfunc main() { var x c; x.get("${base}/") }`, [`${base}/`]],
        ['of a literal', `func main() { f := func(u string) { http.Get(u) }; f("${base}/") }`, []],
        ['callers in a circle', 'func f(u string) { http.Get(u); f(u) }\nfunc main() { f(os.Args[1]) }', []],
      ];
      for (const [title, body, expected] of programs) {
        it(title, () => {
          const calls = found(`${body}\nvar _ = fmt.Sprint(os.Args, cmp.Compare(1, 2), flag.Args())`, [
            'cmp',
            'flag',
            'fmt',
            'net/http',
            'os',
          ]);
          assert.deepEqual(
            calls.map(c => c.slice(c.indexOf(' ') + 1)),
            expected,
          );
        });
      }
    });

    it('uploads, unless what they may take is limited', () => {
      const handler = (body: string) =>
        `func main() { http.HandleFunc("/", up) }\n\nfunc up(w http.ResponseWriter, r *http.Request) { ${body} }`;
      assert.deepEqual(found(handler('r.FormFile("x")'), ['net/http']), ['r.FormFile ']);
      assert.deepEqual(found(handler('r.ParseMultipartForm(1 << 20)'), ['net/http']), ['r.ParseMultipartForm ']);
      assert.deepEqual(found(handler('r.Body = http.MaxBytesReader(w, r.Body, 1 << 20); r.FormFile("x")'), ['net/http']), []);
      assert.deepEqual(
        found(`${handler('var r form; r.FormFile("x")')}\n\ntype form struct{}\n\nfunc (form) FormFile(string) {}`, ['net/http']),
        [],
      );
    });

    it('a client that may trust other certificates, but for the default one', () => {
      const own = 'var c = &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: nil}}}';
      const imports = ['crypto/tls', 'net/http'];
      assert.deepEqual(found(`${own}\n\nfunc main() { c.Get("${URL}") }`, imports), []);
      assert.deepEqual(found(`${own}\n\nfunc main() { c.Get("${URL}"); http.Get("${URL}") }`, imports), [`http.Get ${URL}`]);
      const changed = `${own}\n\nfunc main() { http.DefaultClient = c; http.Get("${URL}") }`;
      assert.deepEqual(found(changed, imports), []);
    });

    it('zones by name alone', () => {
      for (const zone of ['UTC', 'Local', '']) assert.deepEqual(found(`func main() { time.LoadLocation("${zone}") }`, ['time']), [], zone);
      assert.deepEqual(found('func main() { time.LoadLocation("America/New_York") }', ['time']), ['time.LoadLocation America/New_York']);
      assert.deepEqual(found('func main() { time.LoadLocation("America/New_York"); time.FixedZone("x", 0) }', ['time']), []);
    });

    it('no user where the home folder is looked for first', () => {
      assert.deepEqual(found('func main() { user.Current() }', ['os/user']), ['user.Current ']);
      assert.deepEqual(found('func main() { if os.Getenv("HOME") == "" { user.Current() } }', ['os', 'os/user']), []);
    });

    it('no folder but the default one', () => {
      assert.deepEqual(found('func main() { os.CreateTemp("", "x"); os.MkdirTemp(".", "x") }', ['os']), ['os.CreateTemp ']);
    });
  });

  it('are told anew when the code changes, and only then', () => {
    const workspace = workspaceOf({});
    workspace.open('/w/main.go', `package main\n\nimport "net/http"\n\nfunc main() { http.Get("${URL}") }\n`);
    drive(workspace.analysis(), {});
    assert.equal(workspace.findings('/w/Dockerfile').length, 1);
    const needed = workspace.neededFiles('/w', [], NEEDS);
    const at = workspace.text('/w/main.go')!.indexOf('http.Get');
    workspace.edit('/w/main.go', [{ span: { start: at, end: at }, newText: 'println(1); ' }]);
    assert.equal(workspace.findings('/w/Dockerfile').length, 1);
    workspace.edit('/w/main.go', [{ span: { start: at, end: at }, newText: '// ' }]);
    drive(workspace.analysis(), {});
    assert.notEqual(workspace.neededFiles('/w', [], NEEDS), needed);
    assert.equal(workspace.findings('/w/Dockerfile').length, 0);
    workspace.edit('/w/main.go', [{ span: { start: at, end: at + 3 }, newText: '' }]);
    drive(workspace.analysis(), {});
    assert.equal(workspace.findings('/w/Dockerfile').length, 1);
  });

  it('wait until the files are read, one by one', () => {
    const workspace = new Workspace(engine, { rules: [missingRuntimeFile] });
    workspace.set('/w/go.mod', 'module example.com/app\n\ngo 1.26\n');
    workspace.set('/w/main.go', `package main\n\nimport "net/http"\n\nfunc main() { http.Get("${URL}") }\n`, 'outline');
    workspace.set('/w/Dockerfile', DOCKERFILE);
    const analysis = workspace.analysis();
    const early: number[] = [];
    while (analysis.next().kind === 'step') early.push(workspace.findings('/w/Dockerfile').length);
    assert.equal(early.at(-1), 1);
    assert.ok(early.indexOf(1) > 3, 'rows, its words, what it says, what leads where');
    assert.equal(workspace.analysis().next().kind, 'done');
  });
});
