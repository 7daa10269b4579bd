/** Facts of vendor/modules.txt, which go mod vendor writes: what lies in the folder, and which module gave it. */

import { type GoVersion, parseGoVersion } from '../base/go-version.js';

export interface VendoredModule {
  readonly path: string;
  readonly version: string;
  /** Its go line, where it has one. */
  readonly go?: GoVersion;
}

export interface VendoredModules {
  /** The folder is that of a go.work file. */
  readonly isForWorkspace: boolean;
  /** By import path, the module of each package. */
  readonly packages: ReadonlyMap<string, VendoredModule>;
}

/** Never throws: lines it does not understand are left out. */
export function parseVendoredModules(text: string): VendoredModules {
  const packages = new Map<string, VendoredModule>();
  let module: VendoredModule | undefined;
  let isForWorkspace = false;
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('## workspace')) isForWorkspace = true;
    else if (line.startsWith('## ')) module = module && withGoLine(module, line);
    else if (line.startsWith('# ')) module = readModule(line);
    else if (line !== '' && module) packages.set(line.trim(), module);
  }
  return { isForWorkspace, packages };
}

/** `# path version`, `# path version => …`; what replaces a module without a version has no packages of its own. */
function readModule(line: string): VendoredModule | undefined {
  const [path, version] = line.slice(2).split(' ');
  return path === undefined || version === undefined ? undefined : { path, version: version === '=>' ? '' : version };
}

/** `## explicit; go 1.17`. */
function withGoLine(module: VendoredModule, line: string): VendoredModule {
  const go = parseGoVersion(/(?:^|; ?)go (\S+)/.exec(line.slice(3))?.[1] ?? '');
  return go ? { ...module, go } : module;
}
