import { HttpException, Injectable } from '@nestjs/common';
import { AccessLog, type AccessKind, type AccessDetail, NotAllowed, NotFound } from '@app/platform';
import { SignInNeeded } from './guard.errors';
import type { PageRequest } from './http';
import { ListAnswer } from './lists/list-file';

/** What a page says of itself: that it shows one person. */
export interface ReadNote {
  readonly kind: 'person_read' | 'evidence_opened';
  readonly personId: string;
}

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
  kind: ReadNote['kind'] = 'person_read',
): void {
  request.shownPerson = { kind, personId };
}

/** Turns requests into rows of the access log: at most one for each, written later. */
@Injectable()
export class AccessRecorder {
  constructor(private readonly log: AccessLog) {}

  /** A request that was answered with `result`. */
  answered(request: PageRequest, result: unknown): void {
    const found = readingOf(request, result);
    if (found) this.add(request, found);
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

function readingOf(request: PageRequest, result: unknown): Found | null {
  const filters = filtersOf(request);
  if (result instanceof ListAnswer)
    return { kind: 'file_saved', detail: { rows: result.rowCount, filters } };
  const { shownPerson, user } = request;
  if (shownPerson && shownPerson.personId !== user?.personId)
    return { kind: shownPerson.kind, subjectPersonId: shownPerson.personId };
  const isApiRead = user?.token !== undefined && request.method === 'GET';
  return isApiRead ? { kind: 'api_read', detail: { filters } } : null;
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
