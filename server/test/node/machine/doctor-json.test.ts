/** `go-preflight doctor --format json`: what the text says, as data. */
import assert from 'node:assert/strict';
import { cli, tempFolder } from '../../support/cli-terminal.js';

interface Part {
  readonly text: string;
  readonly messageId?: string;
}

interface Data {
  readonly version: number;
  readonly folder: string;
  readonly sections: readonly {
    readonly title: string;
    readonly messageId: string;
    readonly rows: readonly { name: Part; value: Part }[];
  }[];
  readonly advice: readonly { readonly kind: string; readonly message: string; readonly messageId: string }[];
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

describe('doctor --format json', () => {
  it('says what the text says, without secrets', async () => {
    const { dir, remove } = tempFolder({ 'go.mod': 'module example.com/app\n\ngo 1.26\n' });
    const env = { HOME: dir, PATH: dir, GOFLAGS: '-x=https://me:pw@proxy.example' };
    const text = (await cli(dir, ['doctor'], { env })).stdout;
    const { stdout, code } = await cli(dir, ['doctor', '--format', 'json'], { env });
    remove();
    const { version, folder, sections, advice } = JSON.parse(stdout) as Data;
    assert.deepEqual([code, version, folder], [0, 1, dir]);
    assert.ok(sections.length >= 5 && advice.length >= 1, stdout);
    for (const { title, rows } of sections) {
      assert.ok(text.includes(`\n${title}\n`), title);
      for (const { name, value } of rows) assert.match(text, new RegExp(`^  ${escaped(name.text)} +${escaped(value.text)}$`, 'm'));
    }
    for (const { message } of advice) assert.ok(text.replace(/\s+/g, ' ').includes(message), message);
    assert.ok(!stdout.includes('me:pw') && stdout.includes('//…@proxy.example'), stdout);
  });
});
