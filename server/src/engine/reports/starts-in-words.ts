/** Why a program starts in an image or not. */
import { messages } from '../base/message.js';

export const say = messages('starts-in', {
  noLoader: 'the image has no dynamic loader',
  noGlibcLoader: 'the image has musl and no glibc loader',
  noMuslLoader: 'the image has glibc and no musl loader',
  noFile: 'the image has no file {file}',
  oldGlibc: 'the image has glibc {own}; the program needs {needed} or newer',
  withLibraries: 'only if the image also has {libraries}',
  withGlibc: 'if its glibc is {version} or newer',
});
