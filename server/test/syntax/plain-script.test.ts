// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the shell has them.
/** What is read of plain scripts without the grammar is what the grammar makes of them. */
import assert from 'node:assert/strict';
import { whole } from '../../src/engine/base/slices.js';
import type { BashParser } from '../../src/engine/syntax/bash.js';
import { plainScript } from '../../src/engine/syntax/plain-script.js';
import { loadEngine } from '../support/engine-for-tests.js';
import { Dice } from '../support/random.js';

const COMMON =
  'go|build|-o|a|./...|GOOS=linux|A=|B=x$C|"x y"|\'q r\'|$X|${X}|"$X"|"${X}y"|-ldflags="-s -w $V"|x=y|&&| && | ; |\n|\n\n| |  |\t'.split(
    '|',
  );
const RARE =
  'if|done|test|[|!|1|-1|1.26|a@b|%|%f|+|+x|,|=|==|a=b=c|"|\'|""|\'\'|$|.|..|/|~|*|let|echo|true|cd|exec|env|-|--|&|in|time|A+=x|A[1]=x|#c|a#b|\\|{|}|(|)|x:y|::|1a|\r|é|function|then|x;|;x|exit 1|"a b"c|a\'b\'c|>f|<f|`x`|$(x)|||'.split(
    '|',
  );
const TEXTS = 15_000;

describe('plain scripts', () => {
  let bash: BashParser;
  before(async () => {
    bash = (await loadEngine()).bash;
  });

  it('are read as the grammar reads them', () => {
    const dice = new Dice(9);
    const offsetAt = (index: number) => index * 2 + 7;
    let plain = 0;
    for (let n = 0; n < TEXTS; n++) {
      const words = dice.below(10) < 7 ? COMMON : [...COMMON, ...RARE];
      let text = '';
      for (let i = dice.below(9); i >= 0; i--) text += words[dice.below(words.length)]! + (dice.below(4) > 0 ? ' ' : '');
      const body = plainScript({ text, offsetAt });
      if (!body) continue;
      plain++;
      assert.deepEqual({ body, complete: true }, whole(bash.byGrammar(text, offsetAt)), JSON.stringify(text));
    }
    assert.ok(plain > TEXTS / 20, `${plain} were plain`);
  });

  it('are most of what build files run', () => {
    for (const text of [
      'go build ./...',
      'CGO_ENABLED=0 GOOS=linux go build -trimpath -ldflags="-s -w" -o /out/app ./cmd/app',
      'cd sub && go mod download\ngo test -race ./...\n',
      'apt-get update && apt-get install -y gcc ; go vet $PKGS',
    ])
      assert.ok(plainScript({ text, offsetAt: i => i }), text);
  });

  it('have nothing that only the grammar understands', () => {
    for (const text of [
      'go build | tee log',
      'go build > log',
      'if go build; then x; fi',
      'test -f x && go build',
      'A=1',
      'export A=1',
      'go $(x)',
      'a || b',
      'go build \\\n x',
      'go #x',
      'sleep 1 & go build',
    ])
      assert.equal(plainScript({ text, offsetAt: i => i }), undefined, text);
  });
});
