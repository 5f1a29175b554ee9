import fc from 'fast-check';
import { OfficeCalendar } from '../calendar/office-holidays';
import {
  addDays,
  addMonths,
  fromDayNumber,
  type LocalDate,
  toDayNumber,
} from '../calendar/local-date';
import {
  AS_REGISTERED,
  count,
  courses,
  dayText,
  dueClause,
  dueDay,
  dueSentence,
  isOver,
  listText,
  partOf,
  people,
  peopleSentence,
  questions,
  remainingText,
  sentenceAsOf,
  spanText,
  tenseOf,
  thingsSentence,
  units,
} from './sentences';
import { withWords, Words } from './words';

const calendar = new OfficeCalendar(['2026-11-24']);
const TODAY: LocalDate = '2026-11-16';
const due = (dueOn: LocalDate, today = TODAY) => ({ dueOn, today, calendar });
const aDay = fc
  .integer({ min: toDayNumber('2020-01-01'), max: toDayNumber('2049-12-31') })
  .map(fromDayNumber);

describe('A number', () => {
  it('always stands with its counter word', () => {
    expect([people(0), people(3), people(1583)]).toEqual(['0名', '3名', '1,583名']);
    expect([units(2), questions(10), courses(8), count(1, '版')]).toEqual([
      '2課',
      '10問',
      '8講座',
      '1版',
    ]);
  });

  it('takes the city’s word as its counter', () => {
    const other = new Words({
      unit_division: { word: '室課', short: '室課' },
      course: { word: 'コース', short: 'コース' },
    });
    expect(withWords(other, () => [units(2), courses(8)])).toEqual(['2室課', '8コース']);
  });
});

describe('A sentence about how many', () => {
  it.each([
    [0, '必修の未修了はいません。', '待っている報告はありません。'],
    [1, '必修の未修了は1名です。', '待っている報告は1件です。'],
    [1200, '必修の未修了は1,200名です。', '待っている報告は1,200件です。'],
  ])('of %i', (value, ofPeople, ofThings) => {
    expect(peopleSentence('必修の未修了', value)).toBe(ofPeople);
    expect(thingsSentence('待っている報告', value)).toBe(ofThings);
  });

  it.each([
    [0, 10, '10課のうち0課'],
    [3, 10, '10課のうち3課'],
    [10, 10, '10課すべて'],
    [1, 1, '1課'],
  ])('says %i of %i', (part, whole, text) => {
    expect(partOf(part, whole, '課')).toBe(text);
  });

  it('never writes 0 in front of a counter when it can say that there is nothing', () => {
    fc.assert(
      fc.property(fc.nat(100_000), (value) => {
        const both = peopleSentence('人', value) + thingsSentence('物', value);
        return value === 0 ? !/\d/.test(both) : /は[1-9][\d,]*名.*は[1-9][\d,]*件/.test(both);
      }),
    );
  });
});

describe('A list', () => {
  it.each([
    [[], 'なし'],
    [['財政課'], '財政課'],
    [['財政課', '税務課'], '財政課、税務課'],
    [['a', 'b', 'c', 'd'], 'a、b、c、d'],
    [['a', 'b', 'c', 'd', 'e'], 'a、b、cほか2課'],
  ])('%j', (items, text) => {
    expect(listText(items, '課')).toBe(text);
  });

  it('names everything or says how much is left out, and never leaves out just one', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('x'), { maxLength: 30 }), (items) => {
        const text = listText(items, '件');
        const named = text.split('x').length - 1;
        const rest = Number(/ほか(\d+)件$/.exec(text)?.[1] ?? 0);
        return named + rest === items.length && rest !== 1;
      }),
    );
  });
});

describe('A day and a span', () => {
  it.each([
    ['2026-11-27', '11月27日(金)'],
    ['2027-03-31', '3月31日(水)'],
    ['2026-04-01', '4月1日(水)'],
    ['2027-04-01', '令和9年4月1日(木)'],
    ['2019-05-01', '令和元年5月1日(水)'],
  ] as const)('%s', (day, text) => {
    expect(dayText(day, TODAY)).toBe(text);
  });

  it.each([
    ['2026-11-28', '2026-11-28', '0日'],
    ['2026-11-28', '2026-12-31', '33日'],
    ['2026-11-28', '2027-02-28', '3か月'],
    ['2026-11-28', '2027-11-28', '1年'],
    ['2026-11-28', '2031-03-31', '4年4か月'],
  ] as const)('%s to %s', (from, to, text) => {
    expect(spanText(from, to)).toBe(text);
  });

  it('never says more than there is', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: 62, max: 5000 }), (from, days) => {
        const [, years = '0', months = '0'] =
          /^(?:(\d+)年)?(?:(\d+)か月)?$/.exec(spanText(from, addDays(from, days))) ?? [];
        const told = Number(years) * 12 + Number(months);
        const to = addDays(from, days);
        return told > 0 && addMonths(from, told) <= to && addMonths(from, told + 1) > to;
      }),
    );
  });
});

describe('A due date', () => {
  it.each([
    // 23 November is a holiday, the 24th a day of the city.
    ['2026-11-27', 'あと7開庁日', '期限は11月27日(金)です。あと7開庁日です。'],
    ['2026-11-17', 'あと1開庁日', '期限は11月17日(火)です。あと1開庁日です。'],
    ['2026-11-16', '本日まで', '期限は本日です。'],
    ['2026-11-14', '本日まで', '期限は本日です。'],
    ['2026-11-13', '1開庁日超過', '期限は11月13日(金)でした。いまからでも受講できます。'],
    ['2026-03-31', '153開庁日超過', '期限は令和8年3月31日(火)でした。いまからでも受講できます。'],
    ['2027-04-01', 'あと4か月', '期限は令和9年4月1日(木)です。あと4か月です。'],
    [
      '2026-11-21',
      'あと5開庁日',
      '期限は11月21日(土)(翌開庁日の11月25日(水)まで有効)です。あと5開庁日です。',
    ],
  ] as const)('%s', (dueOn, remaining, sentence) => {
    expect(remainingText(due(dueOn))).toBe(remaining);
    expect(dueSentence(due(dueOn))).toBe(sentence);
  });

  it('is over on the weekend behind it, although no office day was missed', () => {
    expect(remainingText(due('2026-11-13', '2026-11-14'))).toBe('期限超過');
    expect(dueClause(due('2026-11-13', '2026-11-14'), 'いちばん早い期限')).toBe(
      'いちばん早い期限は11月13日(金)でした',
    );
  });

  it('is spoken of in the past exactly when it is over', () => {
    fc.assert(
      fc.property(aDay, aDay, (dueOn, today) => {
        const facts = { dueOn, today, calendar };
        const sentence = dueSentence(facts);
        const isPast = sentence.includes('でした') && sentence.includes('いまからでも');
        return isPast === isOver(facts) && isOver(facts) === remainingText(facts).includes('超過');
      }),
    );
  });

  it('names the day until which it holds', () => {
    expect(dueDay(due('2026-10-31'))).toBe('10月31日(土)(翌開庁日の11月2日(月)まで有効)');
  });
});

describe('A sentence about a day', () => {
  const on = (asOf: LocalDate) => sentenceAsOf({ asOf, today: TODAY }, '充足は10課のうち3課');

  it('speaks of the past, of today, and of a day ahead only under a condition', () => {
    expect(on('2026-11-15')).toBe('充足は10課のうち3課でした。');
    expect(on(TODAY)).toBe('充足は10課のうち3課です。');
    expect(on('2026-11-17')).toBe('今の登録のまま進んだ場合、充足は10課のうち3課です。');
    expect(
      sentenceAsOf({ asOf: '2026-11-15', today: TODAY }, 'リーダーが2名い', ['ます', 'ました']),
    ).toBe('リーダーが2名いました。');
  });

  it('takes the tense of its day', () => {
    fc.assert(
      fc.property(aDay, aDay, (asOf, today) => {
        const text = sentenceAsOf({ asOf, today }, '本文');
        const tense = tenseOf(asOf, today);
        return (
          text.startsWith(AS_REGISTERED) === (tense === 'future') &&
          text.endsWith('でした。') === (tense === 'past')
        );
      }),
    );
  });
});
