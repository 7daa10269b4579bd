/** What a .dockerignore leaves out. */
import assert from 'node:assert/strict';
import { dockerignoreOf } from '../../src/engine/builds/dockerignore.js';

describe('a .dockerignore', () => {
  const lineOf = (text: string, path: string) => {
    const found = dockerignoreOf(text)(path);
    return found && text.slice(found.span.start, found.span.end);
  };

  it('leaves out what a line names, from the root of the context', () => {
    assert.equal(lineOf('.git\n  web/dist/ \n', 'web/dist'), 'web/dist/');
    assert.equal(lineOf('./web\n', 'web/dist/app.js'), './web');
    assert.equal(lineOf('dist\n', 'web/dist'), undefined);
    assert.equal(lineOf('**/dist\n', 'web/dist'), '**/dist');
    assert.equal(lineOf('# web\n\nweb?\n', 'web'), undefined);
    assert.equal(lineOf('*\r\n', 'web/dist'), '*');
  });

  it('leaves nothing out that a line may bring back', () => {
    assert.equal(lineOf('*\n!web\n', 'web/dist'), undefined);
    assert.equal(lineOf('web\n!web/dist/app.js\n', 'web/dist'), undefined);
    assert.equal(lineOf('web\n!**/*.html\n', 'web'), undefined);
    assert.equal(lineOf('*\n!cmd\n', 'web'), '*');
  });

  it('is not looked at where it is too long', () => {
    assert.equal(lineOf(`${'a\n'.repeat(199)}web\n`, 'web'), 'web');
    assert.equal(lineOf(`${'a\n'.repeat(200)}web\n`, 'web'), undefined);
  });
});
