/** Every remedy, in the order the light bulb shows them: those that keep the code's shape first, templates last. */
import { appendEncoded } from './append-encoded.js';
import { appendFormat } from './append-format.js';
import { appendNumber } from './append-number.js';
import { appendText } from './append-text.js';
import { asType } from './as-type.js';
import { boxedConstant } from './boxed-constant.js';
import { bufferAsSlice } from './buffer-as-slice.js';
import { byteFormat } from './byte-format.js';
import { bytesTwin } from './bytes-twin.js';
import { callerBuffer } from './caller-buffer.js';
import { channelOfValues } from './channel-of-values.js';
import { concreteParameter } from './concrete-parameter.js';
import { concreteResult } from './concrete-result.js';
import { constantSize } from './constant-size.js';
import { conversionAtLookup } from './conversion-at-lookup.js';
import { copyOnFailure } from './copy-on-failure.js';
import { cutParts } from './cut-parts.js';
import { decodeDirectly } from './decode-directly.js';
import { elementByIndex } from './element-by-index.js';
import { elementPointer } from './element-pointer.js';
import { equalFold } from './equal-fold.js';
import { errorSentinel } from './error-sentinel.js';
import { extractToPool } from './extract-to-pool.js';
import { fieldCopy } from './field-copy.js';
import { formatWithoutBoxing } from './format-without-boxing.js';
import { hoistedBuffer } from './hoisted-buffer.js';
import { hoistedVariable } from './hoisted-variable.js';
import { keptReader } from './kept-reader.js';
import { lastPart } from './last-part.js';
import { lateCopy } from './late-copy.js';
import { levelGuard } from './level-guard.js';
import { logAttrs } from './log-attrs.js';
import { mapOfValues } from './map-of-values.js';
import { methodValueOnce } from './method-value-once.js';
import { oneTimer } from './one-timer.js';
import { packageVariable } from './package-variable.js';
import { pointerThere } from './pointer-there.js';
import { poolSkeleton } from './pool-skeleton.js';
import { prebuiltArguments } from './prebuilt-arguments.js';
import { rangeParts } from './range-parts.js';
import { rangeString } from './range-string.js';
import { receiverBuffer } from './receiver-buffer.js';
import { receiverScratch } from './receiver-scratch.js';
import { receiverVariable } from './receiver-variable.js';
import { contextOf, type Remedy, type RemedyReader, type RemedyRequest } from './remedy.js';
import { roomBeforeLoop } from './room-before-loop.js';
import { roomForMap } from './room-for-map.js';
import { roomForText } from './room-for-text.js';
import { sharedStruct } from './shared-struct.js';
import { smallConstructor } from './small-constructor.js';
import { smallerBuffer } from './smaller-buffer.js';
import { sortFunc } from './sort-func.js';
import { sortInterface } from './sort-interface.js';
import { stringBuilder } from './string-builder.js';
import { stringReader } from './string-reader.js';
import { textWithoutCopy } from './text-without-copy.js';
import { valueResult } from './value-result.js';
import { writeParts } from './write-parts.js';
import { writeString } from './write-string.js';

const REMEDIES: Readonly<Record<string, RemedyReader>> = {
  'append-format': appendFormat,
  'append-encoded': appendEncoded,
  'format-without-boxing': formatWithoutBoxing,
  'write-string': writeString,
  'write-parts': writeParts,
  'byte-format': byteFormat,
  'bytes-twin': bytesTwin,
  'buffer-as-slice': bufferAsSlice,
  'string-reader': stringReader,
  'string-builder': stringBuilder,
  'sort-func': sortFunc,
  'sort-interface': sortInterface,
  'conversion-at-lookup': conversionAtLookup,
  'text-without-copy': textWithoutCopy,
  'cut-parts': cutParts,
  'last-part': lastPart,
  'equal-fold': equalFold,
  'append-number': appendNumber,
  'append-text': appendText,
  'range-parts': rangeParts,
  'range-string': rangeString,
  'as-type': asType,
  'decode-directly': decodeDirectly,
  'room-for-text': roomForText,
  'room-before-loop': roomBeforeLoop,
  'room-for-map': roomForMap,
  'element-by-index': elementByIndex,
  'one-timer': oneTimer,
  'log-attrs': logAttrs,
  'level-guard': levelGuard,
  'pointer-there': pointerThere,
  'element-pointer': elementPointer,
  'prebuilt-arguments': prebuiltArguments,
  'package-variable': packageVariable,
  'boxed-constant': boxedConstant,
  'constant-size': constantSize,
  'hoisted-buffer': hoistedBuffer,
  'hoisted-variable': hoistedVariable,
  'receiver-buffer': receiverBuffer,
  'receiver-scratch': receiverScratch,
  'receiver-variable': receiverVariable,
  'caller-buffer': callerBuffer,
  'late-copy': lateCopy,
  'field-copy': fieldCopy,
  'copy-on-failure': copyOnFailure,
  'kept-reader': keptReader,
  'value-result': valueResult,
  'concrete-result': concreteResult,
  'channel-of-values': channelOfValues,
  'method-value-once': methodValueOnce,
  'map-of-values': mapOfValues,
  'concrete-parameter': concreteParameter,
  'shared-struct': sharedStruct,
  'small-constructor': smallConstructor,
  'smaller-buffer': smallerBuffer,
  'error-sentinel': errorSentinel,
  'extract-to-pool': extractToPool,
  'pool-skeleton': poolSkeleton,
};

export interface NamedRemedy extends Remedy {
  /** Base name of the remedy's file. */
  readonly id: string;
}

/** Edits that may answer a finding about an allocation; empty for other findings, and where no remedy is surely right. */
export function remediesFor(request: RemedyRequest): NamedRemedy[] {
  const { finding, source } = request;
  if (!finding.site || source.facts.generated || source.syntax.hasError) return [];
  const context = contextOf(request);
  if (!context) return [];
  return Object.entries(REMEDIES).flatMap(([id, read]) => {
    const remedy = read(context);
    return remedy ? [{ ...remedy, id }] : [];
  });
}
