import type { NominationUnderWay } from '@app/appointments';
import type { CityCoverage, HeadedUnits, TeamMember, UnitCoverage } from '@app/coverage';
import { cityDutyFact, coverageFacts, headFacts, noticesFact } from './office-facts.views';

const TODAY = '2026-11-16';

const NONE = { open: [], today: TODAY } as const;
const UNDER_WAY: NominationUnderWay = {
  ...{ id: 'n', personId: 'p', unitId: 'u', name: '桜井　陽介' },
  ...{ role: 'leader', state: 'nominated', consentBy: '2026-11-30' },
};

type Courses = TeamMember['courses'];

const overdueCourse: Courses[number] = {
  id: 'o',
  title: '情報セキュリティ',
  dueOn: '2026-10-30',
  isCarriedOver: false,
  state: 'overdue',
  isStarted: false,
};

function member(number: number, facts: Partial<TeamMember> = {}): TeamMember {
  return {
    personId: `p${String(number)}` as TeamMember['personId'],
    staffNumber: `00000${String(number)}`,
    name: `職員　${String(number)}`,
    unitName: '総務課',
    postTitle: '',
    mandatoryState: 'open',
    standing: 'overdue',
    courses: [overdueCourse],
    promptedOn: null,
    isHolder: false,
    roles: [],
    ...facts,
  };
}

const unit = (facts: Partial<UnitCoverage>) =>
  ({
    name: '総務課',
    state: 'covered',
    leaders: [],
    leadersNeeded: 1,
    risk: null,
    ...facts,
  }) as UnitCoverage;

const headed = (
  members: readonly TeamMember[],
  units: readonly UnitCoverage[] = [],
): HeadedUnits => ({
  ...{ members, units },
});

describe('What a head is told on home', () => {
  it('names whoever is overdue, at most five, and counts the rest', () => {
    const [fact] = headFacts(headed([1, 2, 3, 4, 5, 6, 7].map((it) => member(it))), NONE);
    expect(fact).toMatchObject({
      sentence: '必修の未修了は7名です(うち期限を過ぎた人は7名、受講は7件)。',
      verb: '未修了の職員を見る',
      rest: 'ほか2名',
      isUrgent: true,
    });
    expect(fact?.people.map(({ name }) => name)).toEqual(
      [1, 2, 3, 4, 5].map((it) => `職員　${String(it)}`),
    );
  });

  it('counts as open what is not overdue yet, and names nobody; of who is away it asks nothing', () => {
    const open = { courses: [{ ...overdueCourse, state: 'open' as const }] };
    const [one] = headFacts(
      headed([member(1, open), member(2, { mandatoryState: 'on_leave' })]),
      NONE,
    );
    expect(one).toMatchObject({
      sentence: '必修の未修了は1名です。休職・派遣中の人は含みません。',
      people: [],
      rest: '',
      isUrgent: false,
    });
    const [none] = headFacts(headed([member(1, { mandatoryState: 'done' })]), NONE);
    expect(none).toMatchObject({
      sentence: '必修を終えていない人はいません。',
      verb: 'わたしの課を見る',
    });
  });

  it('says who leads the unit, or since when nobody does', () => {
    const leader = {
      ...member(1),
      appointmentId: 'a',
      role: 'leader',
      termEnd: '2029-03-31',
      lastDay: null,
      endsBy: null,
      recordedLateOn: null,
    } as const;
    const [led] = headFacts(headed([], [unit({ leaders: [leader] })]), NONE);
    expect(led).toMatchObject({ people: [{ name: '職員　1' }], verb: '', isUrgent: false });
    expect(led?.sentence).toContain('リーダーは1名います');
    const vacant = unit({ state: 'vacant', vacantSince: '2026-10-01', daysVacant: 46 });
    const [empty] = headFacts(headed([], [vacant]), NONE);
    expect(empty).toMatchObject({ verb: 'リーダーの候補を選ぶ', isUrgent: true, people: [] });
    expect(empty?.sentence).toContain('から空白です(46日)');
    const [told] = headFacts(headed([], [vacant]), { open: [UNDER_WAY], today: TODAY });
    expect(told).toMatchObject({ verb: '推薦を見る', href: '/nominations/n', isUrgent: false });
    expect(told?.sentence).toContain('推薦中: 桜井　陽介(同意待ち、11月30日(月)まで)。');
    const [two] = headFacts(headed([], [unit({}), vacant]), NONE);
    expect(two?.sentence).toBe('2課のうち1課にリーダーがいます。');
  });
});

const city = (facts: object) =>
  ({
    leader: { covered: 13, counting: 23 },
    holder: { now: 0, targetValue: 50, missing: 50, reported: 0, provisional: 0, booked: 0 },
    units: [],
    ...facts,
  }) as unknown as CityCoverage;

describe('What DX推進室 is told on home', () => {
  it('tells what falls vacant next, and the way to the target', () => {
    const risk = (on: string) =>
      unit({ name: on, risk: { on, by: 'term_ends', state: 'vacant' } as UnitCoverage['risk'] });
    const [leaders, holders] = coverageFacts(
      city({
        units: [risk('2027-04-01'), unit({}), risk('2026-12-01')],
        holder: { now: 23, targetValue: 50, missing: 27, reported: 2, provisional: 0, booked: 3 },
      }),
      TODAY,
    );
    expect(leaders?.sentence).toBe(
      '23課のうち13課にリーダーがいます。次に空く見込みなのは2026-12-01で、12月1日(火)です。',
    );
    expect(holders?.sentence).toBe(
      '取得者は23名で、目標の50名まであと27名です。ほかに確認待ち2名、受験予定3名がいます。',
    );
  });

  it('says that nothing is known ahead, that the target is reached, and that there is none', () => {
    const [leaders, holders] = coverageFacts(city({}), TODAY);
    expect(leaders?.sentence).toContain('6か月以内に空く見込みの課はありません。');
    expect(holders?.sentence).toBe('取得者は0名で、目標の50名まであと50名です。');
    const said = (holder: object) => coverageFacts(city({ holder }), TODAY)[1]?.sentence;
    const none = { reported: 0, provisional: 0, booked: 0 };
    expect(said({ ...none, now: 51, targetValue: 50, missing: 0 })).toBe(
      '取得者は51名で、目標の50名に届いています。',
    );
    expect(said({ ...none, now: 1, targetValue: null, missing: null })).toBe('取得者は1名です。');
  });

  it('tells of the notices of the next open day', () => {
    expect(noticesFact('2026-11-17', 12, TODAY)).toMatchObject({
      sentence: '明日11月17日(火)に12件の通知を送る予定です。',
      href: '/reminders/upcoming?from=2026-11-17&to=2026-11-17',
    });
    expect(noticesFact('2026-11-24', 0, '2026-11-20').sentence).toBe(
      '11月24日(火)に送る通知はありません。',
    );
  });

  it('has a rate for each promise, then people, not courses', () => {
    const promises = {
      ...{ openPeople: 3, overdue: 2, overduePeople: 1, absent: 4 },
      security: { done: 7, must: 10 },
      ai: { done: 0, must: 0 },
      carriedOver: 2,
    };
    expect(cityDutyFact(promises)).toMatchObject({
      href: '/assignments',
      sentence:
        '情報セキュリティ研修の修了は7 / 10(70.0%)です。AI活用研修(この年度)の対象者は、この年度にはまだいません。必修の未修了は3名です(うち期限を過ぎた人は1名、受講は2件)。休職・派遣中の人は含みません。前年度までの必修が残っている人は2名です。',
    });
    const none = { ...promises, overdue: 0, overduePeople: 0, absent: 0, carriedOver: 0 };
    expect(cityDutyFact(none).sentence).toContain('必修の未修了は3名です。');
    expect(cityDutyFact({ ...none, openPeople: 0 }).sentence).toContain(
      '必修を終えていない人はいません。',
    );
  });
});
