/** What is known of one file, by its kind. */

import type { ContextFileFacts } from '../builds/context-files.js';
import type { DockerfileFacts } from '../builds/dockerfile/facts.js';
import type { BuildFileFacts } from '../builds/facts.js';
import type { GoModFacts } from '../builds/go-mod.js';
import type { GoFileFacts } from '../go/package/facts.js';

export type FileFacts =
  | { readonly language: 'go'; readonly go: GoFileFacts; readonly outline: boolean }
  | { readonly language: 'dockerfile'; readonly dockerfile: DockerfileFacts }
  | { readonly language: 'go.mod'; readonly mod: GoModFacts }
  | { readonly language: 'build'; readonly build: BuildFileFacts }
  | { readonly language: 'context'; readonly context: ContextFileFacts };
