import { diffDays, type LocalDate } from '@app/platform';
import { DAYS_BETWEEN } from '../asking/request.rules';

/** A request that stands, of the number that is given up or of the one that is kept. */
export interface StandingRequest {
  readonly id: string;
  readonly isKept: boolean;
  readonly objectId: string;
  /** The same matter of the number that is kept. */
  readonly newObjectId: string;
  readonly askedOn: LocalDate;
  readonly number: number;
  /** The highest number that the matter ever had with the one that is kept. */
  readonly keptNumber: number;
}

export interface MovedRequest extends StandingRequest {
  readonly newNumber: number;
}

export interface JoinedRequests {
  readonly moved: readonly MovedRequest[];
  /** Those of the number that is kept which give way to a later one of the other. */
  readonly ended: readonly string[];
}

/**
 * What of one number is a request to the person. Nobody is reminded twice of one matter within seven days: of two requests so
 * near to each other the later one stands, so that the days are counted from it; the other stays where it was made, or ends.
 */
export function joinedRequests(all: readonly StandingRequest[]): JoinedRequests {
  const moved: MovedRequest[] = [];
  const ended = new Set<string>();
  const given = all.filter(({ isKept }) => !isKept);
  for (const request of given.toSorted((a, b) => a.askedOn.localeCompare(b.askedOn))) {
    const near = all.filter((it) => it.isKept && isNear(it, request));
    if (near.some(({ askedOn }) => askedOn >= request.askedOn)) continue;
    for (const { id } of near) ended.add(id);
    const before = moved.filter(({ newObjectId }) => newObjectId === request.newObjectId);
    moved.push({ ...request, newNumber: request.keptNumber + before.length + 1 });
  }
  return { moved, ended: [...ended] };
}

function isNear(one: StandingRequest, other: StandingRequest): boolean {
  const days = Math.abs(diffDays(one.askedOn, other.askedOn));
  return one.newObjectId === other.newObjectId && days < DAYS_BETWEEN;
}
