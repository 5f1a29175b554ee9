import { HttpException, Injectable } from '@nestjs/common';
import { AccessLog, type AccessKind, type AccessDetail, NotAllowed, NotFound } from '@app/platform';
import { SignInNeeded } from './guard.errors';
import type { PageRequest } from './http';
import { ListAnswer } from './lists/list-file';
import { PrintedList } from './lists/printed-list';

/** What a page says of itself: that it shows one person, or the people of a unit with what they learn and hold. */
export type ReadNote =
  | { readonly kind: 'person_read' | 'evidence_opened'; readonly personId: string }
  | { readonly kind: 'team_read'; readonly rows: number };

/** With a session as with a token: what a script reads is read. */
const API = '/api/v1/';

interface Found {
  readonly kind: AccessKind;
  readonly subjectPersonId?: string;
  readonly detail?: AccessDetail;
}

/**
 * Called by every page and file that is about one person: once it has been answered, the log says who looked at whom. Of
 * what somebody sees of themselves it says nothing.
 */
export function noteRead(
  request: PageRequest,
  personId: string,
  kind: 'person_read' | 'evidence_opened' = 'person_read',
): void {
  const others = (request.shown ?? []).filter(
    (note) => note.kind === 'team_read' || note.personId !== personId,
  );
  request.shown = [...others, { kind, personId }];
}

/** The same for a list: turning its pages is not written, looking for the one line of a person is. */
export function noteOnlyOne(
  request: PageRequest,
  rows: readonly { readonly personId: string }[],
  total: number,
): void {
  const [only] = rows;
  if (total === 1 && only) noteRead(request, only.personId);
}

/** The same for the page of a unit whose people stand on it by name, one by one with what is known of them. */
export function noteTeamRead(request: PageRequest, rows: number): void {
  request.shown = [{ kind: 'team_read', rows }];
}

/** Turns requests into rows of the access log, written later: one for each, or one for each of two people side by side. */
@Injectable()
export class AccessRecorder {
  constructor(private readonly log: AccessLog) {}

  /** A request that was answered with `result`. */
  answered(request: PageRequest, result: unknown): void {
    for (const found of readingsOf(request, result)) this.add(request, found);
  }

  /** A request that was refused. */
  refused(request: PageRequest, error: unknown): void {
    const kind = refusalOf(request, error);
    if (kind) this.add(request, { kind });
  }

  signedOut(request: PageRequest): void {
    this.add(request, { kind: 'signed_out' });
  }

  private add(request: PageRequest, { kind, subjectPersonId, detail = {} }: Found): void {
    this.log.add({
      kind,
      actorAccountId: request.user?.accountId ?? null,
      subjectPersonId: subjectPersonId ?? null,
      address: request.ip ?? '',
      path: request.path,
      detail,
    });
  }
}

function readingsOf(request: PageRequest, result: unknown): readonly Found[] {
  if (result instanceof ListAnswer || result instanceof PrintedList)
    return [{ kind: 'file_saved', detail: savedDetail(request, result) }];
  const { shown = [], user } = request;
  const isApiRead =
    request.method === 'GET' && (user?.token !== undefined || request.path.startsWith(API));
  if (shown.length === 0)
    return user && isApiRead
      ? [{ kind: 'api_read', detail: { rows: rowsIn(result), filters: filtersOf(request) } }]
      : [];
  return shown.flatMap((note): readonly Found[] => {
    if (note.kind === 'team_read') return [{ kind: 'team_read', detail: { rows: note.rows } }];
    return note.personId === user?.personId
      ? []
      : [{ kind: note.kind, subjectPersonId: note.personId }];
  });
}

function savedDetail(request: PageRequest, saved: ListAnswer | PrintedList): AccessDetail {
  const said = saved instanceof ListAnswer ? saved.filters : undefined;
  return { rows: saved.rowCount, filters: said ?? filtersOf(request) };
}

/** How many things an answer of the API lists: every list of ours is an array beside what is said of it. */
function rowsIn(result: unknown): number {
  const parts = Object.values(result ?? {});
  return parts.reduce<number>((sum, part) => sum + (Array.isArray(part) ? part.length : 0), 0);
}

function refusalOf(request: PageRequest, error: unknown): AccessKind | null {
  if (error instanceof NotAllowed) return 'access_refused';
  // What is not theirs looks like what does not exist, to the log as well.
  if (error instanceof NotFound) return request.user ? 'not_found' : null;
  if (error instanceof HttpException && error.getStatus() === 403) return 'form_refused';
  const hasToken = request.get('authorization') !== undefined;
  return error instanceof SignInNeeded && hasToken ? 'token_refused' : null;
}

function filtersOf(request: PageRequest): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.query).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
    ),
  );
}
