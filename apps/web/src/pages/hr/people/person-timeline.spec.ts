import type { PersonSight } from '@app/access';
import type { PersonHistory } from '@app/organization';
import { idOf } from '@app/platform';
import { timelineView } from './person-timeline';

const TODAY = '2027-04-02';
const EVER = '0001-01-01';

const PERSON: PersonHistory = {
  personId: idOf<'person'>('018f0000-0000-7000-8000-000000000001'),
  ...{ staffNumber: '000777', name: '新姓　花子', kana: 'シンセイ　ハナコ', email: null },
  names: [
    { validFrom: '2026-10-01', validTo: null, name: '新姓　花子', kana: 'シンセイ　ハナコ' },
    { validFrom: '2025-10-01', validTo: '2026-10-01', name: '旧姓　花子', kana: '' },
    { validFrom: EVER, validTo: '2025-10-01', name: '旧姓　花子', kana: '' },
  ],
  numbers: [
    { validFrom: '2026-07-01', validTo: null, staffNumber: '000777' },
    { validFrom: EVER, validTo: '2026-07-01', staffNumber: '000100' },
  ],
  postings: [
    {
      ...{ validFrom: '2027-06-01', validTo: null, recordedLateOn: null },
      ...{ unitCode: '0140', unitName: '税務課', kind: 'concurrent' },
      ...{ postTitle: '', isManagerial: true },
    },
  ],
  employments: [
    { validFrom: '2006-04-01', validTo: null, recordedLateOn: null, employmentType: 'regular' },
  ],
  statuses: [
    {
      ...{ validFrom: '2026-08-01', validTo: '2026-09-01', recordedLateOn: '2026-08-20' },
      status: 'sick_leave',
    },
  ],
};

const SIGHT: PersonSight = {
  personId: PERSON.personId,
  ...{ isSelf: false, organization: true, seesAhead: true },
  ...{ appointments: 'all', certificates: 'all', exams: 'all', learning: 'all' },
};

describe('The line of time of a person', () => {
  const lineOf = (person: PersonHistory, kind?: 'naming' | 'role') =>
    timelineView(
      { person, appointments: [], certificates: null },
      { sight: SIGHT, asOf: TODAY, today: TODAY, kind },
    );
  const toldOf = (line: ReturnType<typeof lineOf>) =>
    line.moments.map((it) => [it.dayText, it.tag?.label, it.title, it.text]);

  it('tells names and numbers among the rest in the order of their days, the newest first', () => {
    expect(toldOf(lineOf(PERSON))).toEqual([
      ['令和9年6月1日', '所属', '税務課(0140)', '職名なし(所属長)、兼務、予定'],
      ['令和8年10月1日', '氏名', '新姓　花子', 'シンセイ　ハナコ'],
      ['令和8年8月1日', '休職・派遣', '病休', '令和8年8月31日まで、後から登録 令和8年8月20日'],
      ['令和8年7月1日', '職員番号', '000777', ''],
      ['平成18年4月1日', '任用', '正規', ''],
      ['登録当初から', '氏名', '旧姓　花子', 'フリガナの登録なし、令和8年9月30日まで'],
      ['登録当初から', '職員番号', '000100', '令和8年6月30日まで'],
    ]);
  });

  it('calls a number of before a joining, which had no day of its own, neither by a day nor by an end', () => {
    const given = {
      staffNumber: '000055',
      validFrom: '0001-01-01',
      validTo: '0001-01-02',
    } as const;
    const line = lineOf({ ...PERSON, numbers: [...PERSON.numbers, given] });
    expect(toldOf(line)).toContainEqual(['つなぐ前の番号', '職員番号', '000055', '']);
  });

  it('is no place for the one name and number that stand above it', () => {
    const one = {
      ...PERSON,
      names: PERSON.names.slice(0, 1),
      numbers: PERSON.numbers.slice(0, 1),
    };
    const line = lineOf(one);
    expect(toldOf(line).map(([, kind]) => kind)).toEqual(['所属', '休職・派遣', '任用']);
    expect(line.empty).toBe(
      '役割に任命された記録はありません。氏名・職員番号が変わった記録はありません。',
    );
  });

  it('offers the kinds there are, and the one that was asked for', () => {
    const labels = (kind?: 'naming' | 'role') => lineOf(PERSON, kind).kinds.map((it) => it.label);
    const all = 'すべて(7)';
    expect(labels()).toEqual([
      ...[all, '所属(1)', '休職・派遣など(1)', '任用(1)', '氏名・職員番号(4)'],
    ]);
    expect(labels('role')).toContain('役割(0)');
    expect(lineOf({ ...PERSON, names: [], numbers: [], postings: [], statuses: [] }).kinds).toEqual(
      [],
    );
  });
});
