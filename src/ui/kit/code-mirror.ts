/** CodeMirror set up for JSON: in a shadow root, so that its styles are adopted sheets and `style-src 'self'` holds. */
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { bracketMatching, indentOnInput, indentUnit, syntaxTree } from '@codemirror/language'
import { type Diagnostic, linter } from '@codemirror/lint'
import { Compartment, EditorState, type Extension, RangeSetBuilder } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  EditorView,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'

/** Where a text is wrong, and how. `at` counts UTF-16 units from its start. */
export interface Fault {
  readonly at: number
  readonly message: string
}

export interface EditorOptions {
  readonly host: HTMLElement
  readonly value: string
  readonly rows: number
  readonly onInput: (value: string) => void
  readonly check: (text: string) => Fault | undefined
}

export interface JsonEditorHandle {
  /** Takes a value from outside; typing that led to the same value is left alone. */
  readonly set: (value: string) => void
  readonly describe: (attributes: Readonly<Record<string, string>>) => void
  readonly setReadonly: (readonly: boolean) => void
  readonly focus: () => void
  readonly close: () => void
}

/** The page's own variables reach into a shadow root; its classes do not. */
const look = (rows: number): Extension =>
  EditorView.theme({
    '&': {
      color: 'var(--text)',
      backgroundColor: 'var(--surface)',
      border: '1px solid var(--edge)',
      borderRadius: 'var(--radius)',
      maxHeight: '24rem',
    },
    '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '0' },
    '.cm-scroller': {
      fontFamily: 'var(--code)',
      fontSize: 'var(--small)',
      lineHeight: '1.45',
      overflow: 'auto',
    },
    '.cm-content': { minHeight: `${rows * 1.45}em`, caretColor: 'var(--text)' },
    '.cm-gutters': {
      backgroundColor: 'transparent',
      color: 'var(--quiet)',
      border: 'none',
    },
    '.cm-content ::selection': { backgroundColor: 'var(--lit)' },
    '&.cm-focused .cm-matchingBracket': {
      backgroundColor: 'var(--selected)',
      outline: '1px solid var(--edge)',
    },
    '&.cm-focused .cm-nonmatchingBracket': {
      backgroundColor: 'transparent',
      outline: '1px solid var(--refused)',
    },
    '.cm-specialChar': { color: 'var(--warning)' },
    '.cm-lintRange-error': {
      backgroundImage: 'none',
      textDecoration: 'underline wavy var(--refused)',
    },
    '.cm-tooltip': {
      color: 'var(--text)',
      backgroundColor: 'var(--surface)',
      border: '1px solid var(--edge)',
    },
    '.cm-diagnostic-error': { borderLeft: '3px solid var(--refused)' },
    '.tone-name': { color: 'var(--accent)' },
    '.tone-literal': { color: 'var(--server)' },
  })

const tones: Readonly<Record<string, Decoration>> = {
  PropertyName: Decoration.mark({ class: 'tone-name' }),
  Number: Decoration.mark({ class: 'tone-literal' }),
  True: Decoration.mark({ class: 'tone-literal' }),
  False: Decoration.mark({ class: 'tone-literal' }),
  Null: Decoration.mark({ class: 'tone-literal' }),
}

function toned(view: EditorView): DecorationSet {
  const marks = new RangeSetBuilder<Decoration>()
  for (const { from, to } of view.visibleRanges)
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: (node) => {
        const tone = tones[node.name]
        if (tone !== undefined) marks.add(node.from, node.to, tone)
      },
    })
  return marks.finish()
}

/** The colours of JsonView, by what the parser found. */
const colours = ViewPlugin.define(
  (view) => ({
    marks: toned(view),
    update(update: ViewUpdate) {
      if (
        update.docChanged ||
        update.viewportChanged ||
        syntaxTree(update.startState) !== syntaxTree(update.state)
      )
        this.marks = toned(update.view)
    },
  }),
  { decorations: (plugin) => plugin.marks },
)

const faults = (check: EditorOptions['check']) =>
  linter(
    (view): Diagnostic[] => {
      const fault = check(view.state.doc.toString())
      if (fault === undefined) return []
      const from = Math.min(Math.max(0, fault.at), view.state.doc.length)
      const to = Math.min(from + 1, view.state.doc.length)
      return [
        {
          from: Math.min(from, Math.max(0, to - 1)),
          to,
          severity: 'error',
          message: fault.message,
        },
      ]
    },
    { delay: 300 },
  )

/** Tab is not bound to anything, so it leaves the editor as it leaves any field. */
export function openEditor(options: EditorOptions): JsonEditorHandle {
  const root = options.host.attachShadow({ mode: 'open' })
  const attributes = new Compartment()
  const access = new Compartment()
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: options.value,
      extensions: [
        lineNumbers(),
        history(),
        highlightSpecialChars(),
        bracketMatching(),
        indentOnInput(),
        indentUnit.of('  '),
        EditorView.lineWrapping,
        keymap.of([...defaultKeymap, ...historyKeymap]),
        json(),
        colours,
        faults(options.check),
        look(options.rows),
        attributes.of([]),
        access.of([]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.onInput(update.state.doc.toString())
        }),
      ],
    }),
  })
  return {
    set(value) {
      const { doc } = view.state
      if (doc.toString() !== value)
        view.dispatch({ changes: { from: 0, to: doc.length, insert: value } })
    },
    describe: (said) =>
      view.dispatch({ effects: attributes.reconfigure(EditorView.contentAttributes.of(said)) }),
    setReadonly: (readonly) =>
      view.dispatch({ effects: access.reconfigure(EditorState.readOnly.of(readonly)) }),
    focus: () => view.focus(),
    close: () => view.destroy(),
  }
}
