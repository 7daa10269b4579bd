/** `.go-preflight.yaml`: what is read of it, what is said of its faults, and what wins over it. */
import assert from 'node:assert/strict';
import { DEFAULT_CONFIG } from '../../src/engine/base/config.js';
import { isExcluded, readProjectFile, withProject } from '../../src/engine/settings/project-file.js';

const isRule = (id: string) => ['pool', 'pool/copied', 'escape', 'escape/too-large'].includes(id);
const read = (text: string) => readProjectFile(text, isRule);
const problems = (text: string) => read(text).problems.map(({ span, message }) => [text.slice(span.start, span.end), message.id]);

describe('the project file', () => {
  it('gives rules, paths, and what holds for all', () => {
    const text =
      'rules:\n  escape: off\n  pool/copied: error\nexclude:\n  - third_party/\n  - "*.pb.go"\ngitignore: false\ntests: true\nlocale: zh-cn\ntarget: linux/arm64\ntags: [netgo, osusergo]\n';
    const { project, problems } = read(text);
    assert.deepEqual(problems, []);
    assert.deepEqual({ ...project.rules }, { escape: 'off', 'pool/copied': 'error' });
    assert.deepEqual([project.gitignore, project.tests, project.locale], [false, true, 'zh-cn']);
    assert.deepEqual(project.target, { os: 'linux', arch: 'arm64', tags: ['netgo', 'osusergo'] });
    const paths = ['/w/third_party/a/b.go', '/w/x/third_party/b.go', '/w/x/a.pb.go', '/w/a.go', '/elsewhere/third_party/a.go'];
    assert.deepEqual(
      paths.map(path => isExcluded(path, '/w', project)),
      [true, true, true, false, false],
    );
  });

  it('says nothing when it is empty', () => {
    for (const text of ['', '# nothing yet\n', 'rules:\nexclude: []\n']) assert.deepEqual(problems(text), [], text);
  });

  it('says what is wrong at its place, and the rest counts', () => {
    const text = 'rule: {}\nrules:\n  pool/copid: error\n  pool: fatal\n  escape: hint\ntests: maybe\nexclude: {a: b}\ntarget: arm64\n';
    assert.deepEqual(problems(text), [
      ['rule', 'project/noSetting'],
      ['pool/copid', 'project/noRule'],
      ['fatal', 'project/noSeverity'],
      ['{a: b}', 'project/noText'],
      ['maybe', 'project/noFlag'],
      ['arm64', 'project/noTarget'],
    ]);
    assert.deepEqual({ ...read(text).project.rules }, { escape: 'hint' });
  });

  it('stands what is no YAML, no map, and words of objects', () => {
    assert.deepEqual(problems('rules: [\n'), [['rules: [', 'project/notYaml']]);
    assert.deepEqual(problems('- a\n'), [['- a\n', 'project/notAMap']]);
    for (const word of Object.getOwnPropertyNames(Object.prototype))
      assert.deepEqual(problems(`rules:\n  ${word}: off\n`), [[word, 'project/noRule']], word);
    assert.deepEqual({ ...read('rules: {pool: off}\nrules: {escape: off}\n').project.rules }.constructor, Object);
  });

  it('gives way to the settings of the reader, family over rule', () => {
    const { project } = read('rules: {pool/copied: error, escape/too-large: error}\ntests: true\n');
    const config = withProject({ ...DEFAULT_CONFIG, rules: { pool: 'off', 'escape/too-large': 'hint' } }, project, false);
    assert.deepEqual(config.rules, { pool: 'off', 'escape/too-large': 'hint' });
    assert.equal(config.escapeTests, true);
    assert.equal(withProject({ ...DEFAULT_CONFIG, escapeTests: false }, project, true).escapeTests, false);
  });
});
