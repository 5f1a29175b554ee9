import { Injectable } from '@nestjs/common';
import { Clock, Seals } from '@app/platform';
import type { PageRequest } from '../../../shell/http';
import { actorOf } from '../../../shell/http';

const PURPOSE = 'lesson-opened';

/**
 * Since when somebody has had a lesson open. A page that is only read stores nothing, so the page itself carries the moment,
 * sealed: only this server reads it, and only for this person and lesson. Works without a script, and in as many tabs as
 * one likes.
 */
@Injectable()
export class OpenedPages {
  constructor(
    private readonly seals: Seals,
    private readonly clock: Clock,
  ) {}

  /** For the form of the page; one that is shown again because it was refused keeps the first moment. */
  note(request: PageRequest, lesson: string): string {
    const before = request.refusedForm?.values.opened;
    if (before !== undefined && this.read(request, lesson, before) !== null) return before;
    return this.seals.seal(PURPOSE, this.clock.now().toISOString(), boundTo(request, lesson));
  }

  /** Null for what no page of ours carries. */
  read(request: PageRequest, lesson: string, sealed: string): Date | null {
    const text = this.seals.open(PURPOSE, sealed, boundTo(request, lesson));
    return text === null ? null : new Date(text);
  }
}

function boundTo(request: PageRequest, lesson: string): string {
  return `${actorOf(request).personId} ${lesson}`;
}
