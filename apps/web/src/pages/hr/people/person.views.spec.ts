import type { PersonSight } from '@app/access';
import type { PersonHistory } from '@app/organization';
import type { LocalDate } from '@app/platform';
import { personView } from './person.views';

const TODAY: LocalDate = '2026-11-16';
const DATED = { validFrom: '2020-04-01', validTo: null, recordedLateOn: null } as const;
const PERSON: PersonHistory = {
  personId: 'p1',
  staffNumber: '000123',
  name: '富山　花子',
  kana: 'トヤマ　ハナコ',
  email: null,
  names: [],
  numbers: [],
  postings: [
    {
      ...DATED,
      unitCode: '0110',
      unitName: '税務課',
      kind: 'primary',
      postTitle: '主事',
      isManagerial: false,
    },
  ],
  employments: [{ ...DATED, employmentType: 'regular' }],
  statuses: [],
};
const SIGHT: PersonSight = {
  personId: 'p1',
  isSelf: false,
  seesAhead: true,
  organization: true,
  appointments: 'none',
  certificates: 'none',
  exams: 'none',
  learning: 'none',
};

function sentenceOf(
  facts: Partial<PersonHistory>,
  asOf: LocalDate,
  sight: Partial<PersonSight> = {},
): string {
  const seen = { appointments: null, certificates: null, learning: null };
  return personView(
    { ...seen, person: { ...PERSON, ...facts } },
    {
      sight: { ...SIGHT, ...sight },
      asOf,
      today: TODAY,
      kind: undefined,
      canJoin: false,
      canExtendTime: false,
      canSuggestExam: false,
    },
  ).summary;
}

describe('The sentence of a person', () => {
  const away = { statuses: [{ ...DATED, status: 'parental_leave' }] } as const;
  const left = { employments: [{ ...PERSON.employments[0], ...DATED, validTo: '2026-04-01' }] };
  const coming = {
    employments: [{ ...DATED, validFrom: '2027-04-01', employmentType: 'regular' }],
  };

  it.each<[string, Partial<PersonHistory>, LocalDate, string]>([
    ['at work', {}, TODAY, '令和8年11月16日現在、税務課(主事)、在職です。'],
    ['at work then', {}, '2026-04-01', '令和8年4月1日現在、税務課(主事)、在職でした。'],
    [
      'at work on a day ahead',
      {},
      '2027-04-01',
      '今の登録のまま進んだ場合、令和9年4月1日現在、税務課(主事)、在職です。',
    ],
    ['without a post', { postings: [] }, TODAY, '令和8年11月16日現在、所属なし、在職です。'],
    ['away', away, TODAY, '令和8年11月16日現在、税務課(主事)、育休中です。'],
    [
      'who has left',
      left as Partial<PersonHistory>,
      TODAY,
      '令和8年11月16日現在、在職していません。',
    ],
    ['who had not come yet', {}, '2019-04-01', '平成31年4月1日現在、在職していませんでした。'],
    [
      'who is to come',
      coming as Partial<PersonHistory>,
      TODAY,
      '令和9年4月1日から在職の予定です。',
    ],
    [
      'of whom nothing is known',
      { employments: [] },
      '2019-04-01',
      '平成31年4月1日現在、在職していませんでした。',
    ],
  ])('%s', (_, facts, asOf, sentence) => {
    expect(sentenceOf(facts, asOf)).toBe(sentence);
  });

  it('does not tell a head why somebody is away', () => {
    expect(sentenceOf(away, TODAY, { organization: false })).toBe(
      '令和8年11月16日現在、税務課(主事)、休職・派遣中です。',
    );
  });
});
