// Writes std-cgo.json: which std packages reach a std package with cgo files on linux. Run by hand with a new Go release:
//   node server/data/std-cgo.mjs
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const env = { ...process.env, CGO_ENABLED: '1', GOOS: 'linux', GOARCH: 'amd64', GOFLAGS: '', GOWORK: 'off', GOEXPERIMENT: '' };
const go = (...args) => execFileSync('go', args, { env, encoding: 'utf8', cwd: '/' }).trim().split('\n');
const visible = path => !/(^|\/)(internal|vendor)\//.test(`${path}/`);

const withCgo = go('list', '-f', '{{if .CgoFiles}}{{.ImportPath}}{{end}}', 'std').filter(path => path && visible(path));
// Every cgo package brings runtime/cgo along, so it counts only where it stands alone.
const reached = (path, deps) => {
  const all = withCgo.filter(p => p === path || deps.includes(p));
  return all.length > 1 ? all.filter(p => p !== 'runtime/cgo') : all;
};
const packages = {};
for (const line of go('list', '-f', '{{.ImportPath}} {{join .Deps " "}}', 'std')) {
  const [path, ...deps] = line.split(' ');
  if (visible(path)) packages[path] = reached(path, deps);
}
const json = { checkedWith: go('env', 'GOVERSION')[0], platform: 'linux/amd64', withCgo, packages };
writeFileSync(new URL('std-cgo.json', import.meta.url), `${JSON.stringify(json, null, 1)}\n`);
