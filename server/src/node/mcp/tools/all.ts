/** The tools, in the order in which an agent reads them. Made when the language is known. */
import type { Tool } from '../desk.js';
import { checkTool } from './check.js';
import { explainRuleTool } from './explain-rule.js';
import { imageStartsTool } from './image-starts.js';
import { verifyFixTool } from './verify-fix.js';
import { whyTool } from './why.js';

export const TOOLS: readonly (() => Tool)[] = [checkTool, whyTool, verifyFixTool, imageStartsTool, explainRuleTool];
