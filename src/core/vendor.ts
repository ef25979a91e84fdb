/** What a vendor, a flow and a step are. `src/vendors/README.md` says it in prose. */

import type { HttpRequest, HttpResponse } from './http.ts'
import type { KeyRing } from './key-ring.ts'
import type { ResponseMode } from './response-mode.ts'
import type { Exchange, Finding, Target } from './session.ts'
import type { Claim, Deviation, Link } from './source.ts'
import type { ValueFact, ValueName, Values } from './values.ts'

/** What the page knows about where it runs. */
export interface Environment {
  /** Where this page receives redirects for a vendor, for example `http://localhost:7861/callback/amm`. */
  readonly callback: string
  /** Origin of the sandbox, for example `http://localhost:7862`. */
  readonly sandbox: string
}

export interface Choice {
  readonly value: string
  readonly label: string
  readonly hint?: string
}

/** Something the person is asked for. Its privacy is the value's, declared once in `profile.values`. */
export interface Field {
  readonly name: ValueName
  readonly label: string
  readonly hint?: string
  readonly kind?: 'text' | 'url' | 'password' | 'multiline' | 'choice' | 'file'
  /** For `choice`. A function where an earlier answer says what there is to choose from. */
  readonly choices?: readonly Choice[] | ((values: Values) => readonly Choice[])
  readonly optional?: true
  /** Filled in beforehand in the sandbox: a fixture of its simulator. `at`: when the walk began, Unix ms. */
  readonly sample?: string | ((environment: Environment, at: number) => string)
  /** Filled in beforehand everywhere. Never a credential. */
  readonly initial?: string | ((environment: Environment) => string)
  /** Shown greyed in an empty field. */
  readonly example?: string
  /** Asked only when this holds. */
  readonly when?: (values: Values, target: Target) => boolean
  /** One sentence when the value cannot be right, `undefined` when it may be. */
  readonly check?: (value: string) => string | undefined
}

/** A known way to fail: how to recognise it, what it means, what to try. */
export interface Pitfall {
  readonly status?: number
  /** The server's error code or text contains this. */
  readonly says?: string
  readonly cause: string
  readonly remedy: string
}

/** Everything a step may look at. It has no clock, no network and no storage of its own. */
export interface Context {
  readonly target: Target
  readonly values: Values
  readonly exchanges: readonly Exchange[]
  /** Unix milliseconds. */
  readonly now: number
  /** base64url text of so many random bytes. */
  readonly random: (bytes: number) => string
  /** Keys of this walk that sign and cannot be read. */
  readonly keys: KeyRing
  /** The value, or a `missing_value` refusal that names it. */
  need(name: ValueName): string
  /** Base URL of one of the vendor's hosts, without a final slash; the simulator's in the sandbox. */
  at(host?: string): string
}

interface StepBase {
  readonly id: string
  readonly title: string
  /** The part of the flow it belongs to: a heading in the list of steps. */
  readonly phase: string
  /** Two sentences: why this step exists. */
  readonly why: string
  readonly asks?: readonly Field[]
  /** Must be known before. What the step asks for itself is not listed. */
  readonly needs: readonly ValueName[]
  /** Known after. */
  readonly gives: readonly ValueName[]
  /** The flow reaches its end without it. */
  readonly optional?: true
  /** It speaks to the authorization server, which its address may not tell. */
  readonly actor?: 'server'
  /** The flow has this step only while this holds: what a switch of the flow brings along. */
  readonly when?: (values: Values, target: Target) => boolean
  /**
   * The vendor takes one call per so many milliseconds from this group of steps. The page waits its
   * turn, visibly, instead of being refused.
   */
  readonly pace?: { readonly group: string; readonly milliseconds: number }
  /** A page for the person to open in another tab before going on, if there is one here. */
  readonly opens?: (context: Context) => Link | undefined
  /** What to look at in the answer. */
  readonly look?: readonly string[]
  readonly pitfalls?: readonly Pitfall[]
  readonly deviations?: readonly Deviation[]
  readonly notes?: readonly Claim[]
  readonly links?: readonly Link[]
}

/** What an answer was worth. */
export interface Receipt {
  readonly gained: Values
  readonly findings?: readonly Finding[]
}

/** Computes, reads a file, takes what was pasted. Sends nothing. */
export interface LocalStep extends StepBase {
  readonly kind: 'local'
  /** The button: says what it does. */
  readonly action: string
  make(context: Context): Values | Promise<Values>
}

/** Sends the browser away and reads the address it comes back with. */
export interface RedirectStep extends StepBase {
  readonly kind: 'redirect'
  readonly action: string
  /**
   * What the answer must be (OAuth 2.0 Multiple Response Types): `code`, `token`, `id_token`,
   * `code id_token`, …; `none` where the browser only comes back, as after a logout.
   */
  readonly response_type: string | ((values: Values) => string)
  /** Where it must stand, when that is not where its type belongs; `undefined` when it is. */
  readonly response_mode?: (values: Values) => ResponseMode | undefined
  request(context: Context): HttpRequest | Promise<HttpRequest>
  /** Gets parameters that already passed the strict parser of `callback.ts`, and what was asked. */
  receive(
    context: Context,
    parameters: ReadonlyMap<string, string>,
    sent: HttpRequest,
  ): Receipt | Promise<Receipt>
}

/** Sends a request. */
export interface RequestStep extends StepBase {
  readonly kind: 'request'
  /** Refuses (throws `Refusal`) whatever is not what the step wanted. */
  request(context: Context): HttpRequest | Promise<HttpRequest>
  receive(
    context: Context,
    response: HttpResponse,
    /** What was sent: the person may have edited it, or sent an older one again. */
    sent: HttpRequest,
  ): Receipt | Promise<Receipt>
  /**
   * For polling: milliseconds until the page sends it again by itself, or `undefined` when this
   * exchange was the last. The person can stop at any time.
   */
  again?(context: Context, exchange: Exchange): number | undefined
}

export type Step = LocalStep | RedirectStep | RequestStep

/** One message of a flow's picture: who says what to whom. */
export interface Arrow {
  readonly from: string
  readonly to: string
  readonly says: string
  /** What is known, or only likely, about it. */
  readonly note?: Claim
}

export interface Flow {
  readonly id: string
  readonly title: string
  readonly summary: string
  /** The flow as its vendor draws it, in the order in which things are said. */
  readonly picture?: readonly Arrow[]
  readonly steps: readonly Step[]
}

/** How a vendor pages, where it has a way of its own. */
export interface PagingFacts {
  /** `page`: the parameter `offset` is the number of a page, from 1. */
  readonly offset?: 'page'
  /** How many rows make a page when nobody says. */
  readonly limit?: number
  /** Lists that go on behind their last row: its member is the next request's parameter. */
  readonly cursors?: readonly {
    readonly path: string
    readonly list: string
    readonly member: string
    readonly parameter: string
  }[]
}

/** Facts only: no behaviour beyond choosing a host. */
export interface VendorProfile {
  /** The folder's name, and the first segment of the simulator's path. */
  readonly id: string
  readonly name: string
  readonly product: string
  readonly summary: string
  readonly links: readonly Link[]
  /** Names beyond `standardValues`, and any that differ here. */
  readonly values: Readonly<Record<ValueName, ValueFact>>
  /** Live base URLs by host name; `main` is the one meant when none is named. */
  hosts(values: Values): Readonly<Record<string, string>>
  /** Exact https origins the relay may go to without asking. */
  readonly origins: readonly string[]
  /** How long an answer may take before it counts as none, in milliseconds; the relay's own limit unless told. */
  readonly patience?: number
  readonly paging?: PagingFacts
}

export interface Vendor {
  readonly profile: VendorProfile
  /** Loaded when a walk opens; the first screen does not need them. */
  flows(): Promise<readonly Flow[]>
}
