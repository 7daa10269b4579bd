/** `go-preflight mcp` as agents use it: a process of its own, spoken to by the official client. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plain } from '../../../src/engine/base/wording.js';
import { say } from '../../../src/node/mcp/words.js';
import { type Found, McpProject, RETURNED, UTIL } from '../../support/mcp-project.js';

describe('go-preflight mcp', function () {
  this.timeout(120_000);
  let project: McpProject;
  before(async () => {
    project = await McpProject.start();
  });
  after(() => project.stop());

  it('says who it is, and lists five tools whose arguments are described', async () => {
    assert.equal(project.client.getServerVersion()?.name, 'go-preflight');
    assert.equal(project.client.getInstructions(), plain(say.instructions));
    const { tools } = await project.client.listTools();
    assert.deepEqual(
      tools.map(t => t.name),
      ['check', 'why', 'verify_fix', 'image_starts', 'explain_rule'],
    );
    for (const { name, description, inputSchema, annotations } of tools) {
      assert.equal(inputSchema.type, 'object');
      assert.ok(Object.keys(inputSchema.properties ?? {}).length > 0, name);
      for (const property of Object.values(inputSchema.properties ?? {}))
        assert.notEqual((property as { description?: string }).description ?? '', '', name);
      assert.notEqual(description ?? '', '');
      assert.equal(annotations?.readOnlyHint, true);
    }
  });

  it('refuses arguments that are not as the schema says, and tools that it does not have', async () => {
    for (const args of [{ paths: 5 }, { tier: 'most' }, { limit: 0 }, { path: '.' }]) {
      const { isError, text } = await project.ask('check', args);
      assert.ok(isError && text.includes('check'), text);
    }
    await assert.rejects(project.client.callTool({ name: 'delete', arguments: {} }), /unknown tool/);
  });

  describe('check', () => {
    it('finds, with the line of code', async () => {
      const { text, data } = await project.ask('check', { paths: ['util'] });
      const [found, ...more] = data.findings as Found[];
      assert.deepEqual([more, found!.rule, found!.file, found!.line, found!.code], [[], RETURNED, 'util/util.go', 15, 'return b.Bytes()']);
      assert.match(text, /^util\/util\.go:15:9 error pool\/returned-pooled-memory: /);
      assert.match(text, /^ {2}15 \| \treturn b\.Bytes\(\)\n {5}\| \t {7}\^+$/m);
    });

    it('keeps to what the project has agreed on', async () => {
      const file = join(project.dir, '.go-preflight.yaml');
      writeFileSync(file, 'rules: {pool: off}\n');
      try {
        assert.deepEqual((await project.ask('check', { paths: ['util'] })).data.findings, []);
      } finally {
        rmSync(file);
      }
    });

    it('lists the most severe first, and says how many it leaves out', async () => {
      const all = (await project.ask('check', { hints: true })).data;
      const { text, data } = await project.ask('check', { hints: true, limit: 1 });
      const left = (all.findings as Found[]).length - 1;
      assert.ok(left > 0);
      assert.deepEqual([(data.findings as Found[]).map(f => f.rule), data.notListed], [['image/shell-form'], left]);
      assert.ok(text.includes(plain(say.more({ count: left }))), text);
    });

    it('says how many hints it leaves out', async () => {
      const { data, text } = await project.ask('check', { paths: ['util'] });
      assert.ok((data.hintsNotListed as number) > 0);
      assert.ok(text.includes(plain(say.hintsLeftOut({ count: data.hintsNotListed as number }))), text);
    });

    for (const path of ['../other', '..', '/etc/passwd', 'away', 'away/secret.go', 'secret.go', 'util/../../other', 'no\0thing'])
      it(`refuses ${JSON.stringify(path)}`, () =>
        project.assertRefused('check', { paths: [path] }, say.outside({ path, folders: project.dir })));

    it('says of a path that is not there that it is not there', async () => {
      const { data } = await project.ask('check', { paths: ['nothing.go'] });
      assert.deepEqual([data.findings, (data.notLookedAt as string[]).length], [[], 1]);
    });

    it('shows names that a terminal would obey', async () => {
      const name = 'testdata/bell\u0007\u001b[2J\u202e';
      mkdirSync(join(project.dir, name), { recursive: true });
      writeFileSync(join(project.dir, name, 'a.go'), `${UTIL}\n// ${name}\n`);
      const { text, data } = await project.ask('check', { paths: [name], hints: true });
      for (const char of ['\u0007', '\u001b', '\u202e'])
        assert.ok(![text, ...Object.values((data.findings as object[])[0]!)].join('').includes(char));
      assert.match(text, /^testdata\/bell\\x07\\x1b\[2J\\u202e\/a\.go:15:9 /m);
    });
  });

  describe('explain_rule', () => {
    it('shows a rule, and the rules of a family', async () => {
      assert.match((await project.ask('explain_rule', { rule: RETURNED })).text, /^pool\/returned-pooled-memory /);
      const family = (await project.ask('explain_rule', { rule: 'pool' })).text.split('\n');
      assert.ok(family.length > 5 && family.every(line => line.startsWith('pool/')), family.join('\n'));
    });

    it('names what is similar', async () => {
      await project.assertRefused('explain_rule', { rule: 'pools/copied' }, say.noRuleBut({ id: 'pools/copied', similar: 'pool/copied' }));
      assert.equal((await project.ask('explain_rule', { rule: 'xyz' })).isError, true);
    });
  });

  describe('image_starts', () => {
    it('tells a program that does not start from one of which nothing of the kind was found', async () => {
      const broken = await project.ask('image_starts', { dockerfile: 'shell.Dockerfile' });
      assert.deepEqual(
        [broken.data.verdict, (broken.data.findings as Found[]).map(f => [f.rule, f.line])],
        ['no', [['image/shell-form', 7]]],
      );
      const sound = await project.ask('image_starts', { dockerfile: 'Dockerfile' });
      const stage = { name: 'build', line: 1, linkage: 'static', image: 'scratch', target: '-' };
      assert.deepEqual([sound.data.verdict, sound.data.findings, sound.data.stages], ['nothing found', [], [stage]]);
    });

    it('does not know what builds no Go program', async () => {
      writeFileSync(join(project.dir, 'plain.Dockerfile'), 'FROM nginx:1.29\nCOPY html /html\n');
      assert.equal((await project.ask('image_starts', { dockerfile: 'plain.Dockerfile' })).data.verdict, 'unknown');
    });

    it('refuses what is not a Dockerfile, or is elsewhere', async () => {
      await project.assertRefused('image_starts', { dockerfile: 'go.mod' }, say.notDockerfile({ path: 'go.mod' }));
      await project.assertRefused('image_starts', { dockerfile: 'none/Dockerfile' }, say.notDockerfile({ path: 'none/Dockerfile' }));
      await project.assertRefused(
        'image_starts',
        { dockerfile: '../Dockerfile' },
        say.outside({ path: '../Dockerfile', folders: project.dir }),
      );
    });
  });

  it('looks into the folders that the client has open, and no others', async () => {
    const other = project.at('other');
    const open = await project.connect([], project.dir, [other]);
    assert.equal((await project.ask('check', { paths: ['secret.go'] }, open)).isError, false);
    await project.assertRefused(
      'check',
      { paths: [join(project.dir, 'util')] },
      say.outside({ path: join(project.dir, 'util'), folders: other }),
      open,
    );
  });
});
