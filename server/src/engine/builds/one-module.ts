/** Whether the commands of a file build the module around it, with the go.mod that stands there. */

import type { GoCommand } from '../shell/go-command.js';
import { type BuildSource, isBuildFile } from './facts.js';

const CHANGES_MODULE = /\bgo\s+(?:mod\s+(?:init|edit)|work)\b|-modfile\b/;

/** True for a file whose commands may change go.mod, or take another. */
export const changesModule = (text: string): boolean => CHANGES_MODULE.test(text) || /\bgo\s+mod\s+tidy\b/.test(text);

/** False for Dockerfiles: which of several modules an image builds is not known. */
export function keepsModule(source: BuildSource, text: string): boolean {
  return isBuildFile(source) && !CHANGES_MODULE.test(text) && !source.units.some(u => u.commands.some(isTidy));
}

const isTidy = ({ verb, packages }: GoCommand): boolean => verb === 'mod' && packages[0] === 'tidy';
