import { joinedRequests, type StandingRequest } from './joined-requests.rules';

const OF_KEPT = { isKept: true, objectId: 'b', newObjectId: 'b' };
const GIVEN = { isKept: false, objectId: 'a', newObjectId: 'b' };
const request = (
  id: string,
  askedOn: StandingRequest['askedOn'],
  change: Partial<StandingRequest> = GIVEN,
): StandingRequest => ({ ...GIVEN, ...{ id, askedOn, number: 1, keptNumber: 2 }, ...change });
const idsOf = (all: readonly StandingRequest[]) => {
  const { moved, ended } = joinedRequests(all);
  return { moved: moved.map(({ id, newNumber }) => [id, newNumber]), ended };
};

describe('Requests of two numbers', () => {
  it('go to the one that is kept, numbered on', () => {
    const all = [request('second', '2026-11-15'), request('first', '2026-11-01')];
    expect(idsOf(all)).toEqual({
      moved: [
        ['first', 3],
        ['second', 4],
      ],
      ended: [],
    });
  });

  it('within seven days of one another leave the later one', () => {
    const kept = request('kept', '2026-11-10', OF_KEPT);
    expect(idsOf([kept, request('later', '2026-11-16')])).toEqual({
      ...{ moved: [['later', 3]], ended: ['kept'] },
    });
    expect(idsOf([kept, request('a week on', '2026-11-17')]).ended).toEqual([]);
    expect(idsOf([kept, request('before', '2026-11-04')])).toEqual({ moved: [], ended: [] });
    expect(idsOf([kept, request('same day', '2026-11-10')])).toEqual({ moved: [], ended: [] });
  });

  it('of other matters have nothing to do with one another', () => {
    const kept = request('kept', '2026-11-10', { ...OF_KEPT, newObjectId: 'c', objectId: 'c' });
    expect(idsOf([kept, request('later', '2026-11-11')])).toEqual({
      ...{ moved: [['later', 3]], ended: [] },
    });
  });
});
