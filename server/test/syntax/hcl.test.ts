/** HCL as build files use it, and what strangers may write into it. */
import assert from 'node:assert/strict';
import { whole } from '../../src/engine/base/slices.js';
import { bakeImages } from '../../src/engine/builds/bake.js';
import { child, itemsOf, scalarText } from '../../src/engine/syntax/data-node.js';
import { readingHcl } from '../../src/engine/syntax/hcl.js';

const BAKE = `// one comment
variable "TAG" { default = "1.2" }
group "default" { targets = ["a"] }
/* another */
target "base" {
  context   = "./services"
  platforms = ["linux/amd64", "linux/arm64",] # the end
}
target "a" {
  inherits = ["base"]
  dockerfile = "images/\${TAG}/Dockerfile"
  args = { GO = "1.26", OTHER = join(",", ["x", "y"]) }
  labels = { "a.b" = "c" }
  text = <<EOT
}
EOT
  target = "final"
}
`;

const readHcl = (text: string) => whole(readingHcl(text));

describe('HCL', () => {
  it('is read with blocks, lists, objects and expressions that nobody works out', () => {
    const { root, complete } = readHcl(BAKE);
    const a = child(
      child(child({ ...root!, entries: root!.kind === 'map' ? root!.entries.slice(3) : [] } as typeof root, 'target'), 'a'),
      'args',
    );
    assert.equal(scalarText(child(a, 'GO')), '1.26');
    assert.equal(child(a, 'OTHER')?.kind, 'unknown');
    assert.ok(complete);
  });

  it('gives bake targets with what they inherit and the defaults of variables', () => {
    const a = whole(bakeImages(readHcl(BAKE).root)).find(image => image.target === 'final');
    assert.equal(a?.dockerfile, './services/images/1.2/Dockerfile'.replace('./services', '././services'));
    assert.deepEqual(a.platforms, ['linux/amd64', 'linux/arm64']);
  });

  it('knows the place of each value', () => {
    const text = 'a = ["x", "yz"]';
    const items = itemsOf(child(readHcl(text).root, 'a'));
    assert.deepEqual(
      items.map(i => text.slice(i.span.start, i.span.end)),
      ['x', 'yz'],
    );
  });

  const hostile: Readonly<Record<string, string>> = {
    'blocks in blocks': 'a {\n'.repeat(20_000),
    'lists in lists': `a = ${'['.repeat(100_000)}`,
    'objects in objects': `a = ${'{ b = '.repeat(40_000)}`,
    'quotes that end nowhere': `a = ${'"\\"'.repeat(60_000)}`,
    'comments that end nowhere': '/*\n'.repeat(80_000),
    'documents that end nowhere': `a = ${'<<A'.repeat(80_000)}`,
    'closing brackets': '}])'.repeat(80_000),
    'the same key again and again': 'a = 1\n'.repeat(40_000),
    'keys of objects': '__proto__ { a = 1 }\nconstructor = { prototype = 2 }\n',
    'a file of 10 MB': 'target "a" { context = "." }\n'.repeat(350_000),
  };
  for (const [title, text] of Object.entries(hostile)) {
    it(`stands ${title}`, () => {
      let spent = Number.POSITIVE_INFINITY;
      for (let turn = 0; turn < 5 && spent >= 400_000; turn++) {
        const before = process.cpuUsage();
        const { root } = readHcl(text);
        whole(bakeImages(root));
        spent = Math.min(spent, process.cpuUsage(before).user);
      }
      assert.ok(spent < 400_000, `${spent} µs`);
    });
  }
});
