/** Stands for what is being written beside this. */
import type { Arrived, NewId } from '../../core/arrive/arrived.ts'
import { readCurl } from '../../core/arrive/curl.ts'
import type { Draft } from '../../core/draft/draft.ts'
import type { Exchange, Session } from '../../core/session.ts'
import type { VendorProfile } from '../../core/vendor.ts'
import { draftFrom } from '../../trace/draft-request.ts'

export const readAnything = async (text: string, id: NewId): Promise<Arrived> => readCurl(text, id)
export const draftOfExchange = (
  exchange: Exchange,
  _s: Session,
  _p: VendorProfile,
  id: string,
): Draft => draftFrom(exchange.sent, { id, name: exchange.step })
