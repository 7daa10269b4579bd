/**
 * A cursor of web-tree-sitter, moved without its detour: that one carries the state of the cursor into wasm before each question and out again
 * after it, which takes longer than the answer (measured). Here the state stays inside between `enter` and `leave`. Nobody else may ask
 * web-tree-sitter for anything meanwhile.
 */
import type { TreeCursor } from 'web-tree-sitter';

type Ask = (tree: number) => number;

/** What emscripten puts into the object that the runtime is started with. */
export interface Runtime {
  readonly HEAP32: Int32Array;
  readonly _ts_init: () => number;
  readonly _ts_tree_cursor_goto_first_child_wasm: Ask;
  readonly _ts_tree_cursor_goto_next_sibling_wasm: Ask;
  readonly _ts_tree_cursor_goto_parent_wasm: Ask;
  readonly _ts_tree_cursor_current_node_type_id_wasm: Ask;
  readonly _ts_tree_cursor_current_field_id_wasm: Ask;
  readonly _ts_tree_cursor_start_index_wasm: Ask;
  readonly _ts_tree_cursor_end_index_wasm: Ask;
}

/** The moves and questions of the runtime, as fields that are always the same functions. */
export class CursorRuntime {
  readonly gotoFirstChild: Ask;
  readonly gotoNextSibling: Ask;
  readonly gotoParent: Ask;
  readonly nodeTypeId: Ask;
  readonly fieldId: Ask;
  readonly startIndex: Ask;
  readonly endIndex: Ask;
  /** Where the state of a cursor is handed over: an index into the memory. */
  readonly handover: number;

  constructor(private readonly runtime: Runtime) {
    this.gotoFirstChild = runtime._ts_tree_cursor_goto_first_child_wasm;
    this.gotoNextSibling = runtime._ts_tree_cursor_goto_next_sibling_wasm;
    this.gotoParent = runtime._ts_tree_cursor_goto_parent_wasm;
    this.nodeTypeId = runtime._ts_tree_cursor_current_node_type_id_wasm;
    this.fieldId = runtime._ts_tree_cursor_current_field_id_wasm;
    this.startIndex = runtime._ts_tree_cursor_start_index_wasm;
    this.endIndex = runtime._ts_tree_cursor_end_index_wasm;
    this.handover = runtime._ts_init() / Int32Array.BYTES_PER_ELEMENT;
  }

  /** Another one when the memory has grown. */
  get memory(): Int32Array {
    return this.runtime.HEAP32;
  }
}

/** What a cursor keeps outside of wasm. */
interface State {
  readonly tree: { readonly 0: number };
  0: number;
  1: number;
  2: number;
  3: number;
}

const WORDS = [0, 1, 2, 3] as const;

export class SwiftCursor {
  private readonly state: State;
  private readonly tree: number;
  private isInside = false;

  constructor(
    private readonly runtime: CursorRuntime,
    cursor: TreeCursor,
  ) {
    this.state = cursor as unknown as State;
    this.tree = this.state.tree[0];
  }

  enter(): void {
    const { memory, handover } = this.runtime;
    for (const word of WORDS) memory[handover + word] = this.state[word];
    this.isInside = true;
  }

  /** The cursor itself is where this one has moved. */
  leave(): void {
    if (!this.isInside) return;
    const { memory, handover } = this.runtime;
    for (const word of WORDS) this.state[word] = memory[handover + word]!;
    this.isInside = false;
  }

  get nodeTypeId(): number {
    return this.runtime.nodeTypeId(this.tree);
  }

  get startIndex(): number {
    return this.runtime.startIndex(this.tree);
  }

  get endIndex(): number {
    return this.runtime.endIndex(this.tree);
  }

  get currentFieldId(): number {
    return this.runtime.fieldId(this.tree);
  }

  gotoFirstChild(): boolean {
    return this.runtime.gotoFirstChild(this.tree) === 1;
  }

  gotoNextSibling(): boolean {
    return this.runtime.gotoNextSibling(this.tree) === 1;
  }

  gotoParent(): boolean {
    return this.runtime.gotoParent(this.tree) === 1;
  }
}
