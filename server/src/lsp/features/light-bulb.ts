/** What a request for code actions means: which findings are meant, and whether somebody waits for verified fixes. */
import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
} from 'vscode-languageserver';
import type { Finding } from '../../engine/base/finding.js';
import type { VerifiedFixes } from '../compiler/verified-fixes.js';
import type { ClientFeatures } from '../core/capabilities.js';
import { type OpenDocument, spanOf } from '../documents/documents.js';
import { type ActionRequest, codeActions, type EditTarget } from './code-actions.js';
import { firstLineOf } from './heads.js';
import { touches } from './to-lsp.js';

const ASKED: readonly string[] = [CodeActionKind.QuickFix, CodeActionKind.RefactorExtract];

export interface LightBulb {
  readonly fixes: VerifiedFixes;
  readonly places: EditTarget;
  readonly features: ClientFeatures;
  /** Findings of the document's present text. */
  findings(document: OpenDocument): readonly Finding[];
}

/**
 * An editor asks by itself each time the cursor moves; only when a person asks may the answer take the time of a compilation. Other code
 * actions never wait: without an escape at the place nothing is asked.
 */
export async function actionsAt(
  bulb: LightBulb,
  document: OpenDocument,
  params: CodeActionParams,
  token: CancellationToken,
): Promise<CodeAction[]> {
  const { range, context } = params;
  const request = (): ActionRequest => ({
    document,
    findings: bulb.findings(document),
    span: spanOf(document.text, range),
    only: context.only?.length ? context.only : undefined,
    diagnostics: context.diagnostics,
    hasCommands: bulb.features.commands,
  });
  const first = request();
  const text = document.text.getText();
  const here = first.findings.filter(f => !f.suppressed && f.site && touches(firstLineOf(text, f.span), first.span));
  const isFixWanted =
    first.only === undefined || first.only.some(kind => kind === '' || ASKED.some(k => k === kind || k.startsWith(`${kind}.`)));
  if (here.length === 0 || !isFixWanted || !document.isGo) return codeActions(first, bulb.places, bulb.features.documentChanges);
  const offer = await bulb.fixes.of(document, here, context.triggerKind !== CodeActionTriggerKind.Automatic, token);
  return codeActions(offer ? { ...first, ...offer } : request(), bulb.places, bulb.features.documentChanges);
}
