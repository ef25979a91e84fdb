/** The draft on the desk, and what its variables mean: the session, the environment, what was allowed. */
import {
  type Accessor,
  batch,
  createContext,
  createMemo,
  createSignal,
  onCleanup,
  useContext,
} from 'solid-js'
import type { Summary } from '../../client/summary.ts'
import { type Composed, compose, type Scope } from '../../core/draft/compose.ts'
import { type Draft, type Environment, emptyDraft } from '../../core/draft/draft.ts'
import { builtIns, sessionScope } from '../../core/draft/scope.ts'
import type { Session } from '../../core/session.ts'
import { factOf } from '../../core/values.ts'
import type { Vendor } from '../../core/vendor.ts'
import { type Secret, secretsOf } from '../../trace/secrets.ts'
import { vendorOf } from '../../vendors/index.ts'
import type { Services } from '../services.ts'
import { createLater } from './later.ts'
import type { KnownName } from './names.ts'

/** A walk that is open, with who it is a walk of. */
export interface OpenWalk {
  readonly session: Session
  readonly vendor: Vendor
}

function withoutSession(draft: Draft): Draft {
  const { session, ...rest } = draft
  return session === undefined ? draft : rest
}

function withoutEnvironment(draft: Draft): Draft {
  const { environment, ...rest } = draft
  return environment === undefined ? draft : rest
}

export function createDesk(services: Services, environments: Accessor<readonly Environment[]>) {
  const [draft, setDraft] = createSignal<Draft>(emptyDraft(services.id()))
  /** What was on the desk before another request was opened. */
  const [before, setBefore] = createSignal<Draft>()
  const [allowed, setAllowed] = createSignal<readonly Allowance[]>([])
  const summaries = createLater(
    () => true,
    () => services.sessions.list().catch((): readonly Summary[] => []),
  )
  const walk = createLater(
    () => draft().session,
    async (id): Promise<OpenWalk | undefined> => {
      const session = await services.sessions.load(id).catch(() => undefined)
      const vendor = session === undefined ? undefined : vendorOf(session.vendor)
      return session === undefined || vendor === undefined ? undefined : { session, vendor }
    },
  )
  onCleanup(
    services.sessions.watch((id) => {
      void summaries.reload()
      if (id === draft().session) void walk.reload()
    }),
  )
  const open = createMemo(() => {
    const now = walk.value()
    return now?.session.id === draft().session ? now : undefined
  })
  const environment = createMemo(() => environments().find(({ id }) => id === draft().environment))
  const scope = (): Scope => {
    const now = open()
    const mine = environment()
    const session =
      now === undefined
        ? undefined
        : sessionScope(
            now.session,
            now.vendor.profile,
            services.environmentOf(now.vendor.profile.id),
          )
    return {
      ...(session === undefined ? {} : { session }),
      ...(mine === undefined ? {} : { environment: mine }),
      approved: allowed()
        .filter((one) => one.session === draft().session)
        .map(({ origin }) => origin),
      now: services.now(),
      random: services.random,
    }
  }
  const composed = createLater(
    () => ({ draft: draft(), scope: scope() }),
    (asked): Promise<Composed> => compose(asked.draft, asked.scope),
  )
  const walkSecrets = createMemo(() => {
    const now = open()
    return now === undefined ? [] : secretsOf(now.session, now.vendor.profile.values)
  })
  /** The same list as long as the same stands in it: what is searched for it is searched once. */
  const secrets = createMemo(
    () => distinct([...(composed.value()?.secrets ?? []), ...walkSecrets()]),
    [],
    { equals: isSame },
  )

  return {
    draft,
    walk: open,
    environment,
    environments,
    scope,
    secrets,
    /** As it stands now; `undefined` only before the first. */
    composed: (): Composed | undefined => composed.value(),
    summaries: () => summaries.value() ?? [],
    names: createMemo(() => namesIn(open(), environment())),
    before,
    change: (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part })),
    setSession: (id: string | undefined) =>
      setDraft((now) => (id === undefined ? withoutSession(now) : { ...now, session: id })),
    setEnvironment: (id: string | undefined) =>
      setDraft((now) => (id === undefined ? withoutEnvironment(now) : { ...now, environment: id })),
    /** Puts another request on the desk; the one before can be taken back. */
    put: (next: Draft, undoable = true) =>
      batch(() => {
        setBefore(undoable && isWorthKeeping(draft()) ? draft() : undefined)
        setDraft(next)
      }),
    takeBack: () =>
      batch(() => {
        const last = before()
        if (last !== undefined) setDraft(last)
        setBefore(undefined)
      }),
    forgetBefore: () => setBefore(undefined),
    allow: (session: string, origin: string) =>
      setAllowed((list) => [...list, { session, origin }]),
    /** After its values changed here. */
    reload: walk.reload,
  }
}

export type Desk = ReturnType<typeof createDesk>

/** Exactly this origin may get the secrets of exactly this session, as long as the screen stands (T68). */
interface Allowance {
  readonly session: string
  readonly origin: string
}

const isWorthKeeping = (draft: Draft): boolean =>
  draft.url !== '' ||
  draft.query.length > 0 ||
  draft.headers.length > 0 ||
  draft.body.kind !== 'none'

const distinct = (secrets: readonly Secret[]): readonly Secret[] => {
  const found = new Map<string, Secret>()
  for (const secret of secrets)
    if (secret.value !== '' && !found.has(secret.value)) found.set(secret.value, secret)
  return [...found.values()]
}

const isSame = (a: readonly Secret[], b: readonly Secret[]): boolean =>
  a.length === b.length &&
  a.every(({ name, value }, at) => name === b[at]?.name && value === b[at]?.value)

function namesIn(
  walk: OpenWalk | undefined,
  environment: Environment | undefined,
): readonly KnownName[] {
  const names = new Map<string, KnownName>()
  for (const { name, kind, value } of environment?.variables ?? [])
    names.set(name, {
      name,
      from: `environment ${environment?.name ?? ''}`,
      secret: kind === 'secret',
      value,
    })
  for (const [name, value] of Object.entries(walk?.session.values ?? {})) {
    if (value === '' || names.has(name)) continue
    const secret = factOf(walk?.vendor.profile.values ?? {}, name).sensitivity !== 'public'
    names.set(name, { name, from: 'this walk', secret, value })
  }
  for (const [name, about] of Object.entries(builtIns))
    if (!names.has(name))
      names.set(name, { name, from: 'made up anew', secret: false, value: about })
  return [...names.values()]
}

export const DeskContext = createContext<Desk>()

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (desk === undefined) throw new Error('DeskContext is provided by BuildPage.tsx.')
  return desk
}
