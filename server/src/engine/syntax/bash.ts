/** PLACEHOLDER until DOCKER's parser lands. */
import type { Language } from 'web-tree-sitter';

export class BashParser {
  constructor(readonly language: Language) {}
  dispose(): void {}
}
