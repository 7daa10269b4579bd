/** Tells the workspace where the module cache is and what go is told, when that is news. */
import type { Workspace } from '../../engine/workspace/workspace.js';
import type { Host } from '../core/host.js';
import type { ToolSettings } from '../core/settings.js';

/** Milliseconds: `go env -w` is seen so late, and not every key reads go's settings from the disk. */
const HOLDS = 2000;

export class ToldHome {
  private told: string | undefined;
  private asked: { readonly tools: string; readonly at: number } | undefined;

  constructor(
    private readonly host: Host,
    private readonly workspace: Workspace,
    private readonly tools: () => ToolSettings,
  ) {}

  tell(): void {
    const tools = this.tools();
    const asking = { tools: JSON.stringify(tools), at: this.host.now() };
    if (this.asked?.tools === asking.tools && asking.at - this.asked.at < HOLDS) return;
    this.asked = asking;
    const home = this.host.goHome?.(tools);
    const told = JSON.stringify(home);
    if (!home || told === this.told) return;
    this.told = told;
    this.workspace.goPackages.setHome(home);
  }
}
