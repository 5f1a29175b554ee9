import fc from 'fast-check';
import { certificateNumberKey, reasonProblem, reportProblems } from './certification-record.rules';

describe('certificateNumberKey', () => {
  it.each([
    'IP-2026-04-01234',
    'ip-2026-04-01234',
    'ＩＰ－２０２６－０４－０１２３４',
    'IP 2026 04 01234',
    'IP−2026‐04–01234',
    '第IP-2026-04-01234号',
    '第 IP-2026-04-01234 号',
  ])('takes %s for the same number', (text) => {
    expect(certificateNumberKey(text)).toBe('IP20260401234');
  });

  it('keeps different numbers apart and accepts any form', () => {
    expect(certificateNumberKey('00123')).not.toBe(certificateNumberKey('123'));
    expect(certificateNumberKey('令和八年合格第五号')).toBe('令和八年合格第五');
    expect(certificateNumberKey('第')).toBe('第');
  });

  it('gives a key whose key is itself, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const key = certificateNumberKey(`A${text}B`);
        expect(certificateNumberKey(key)).toBe(key);
      }),
    );
  });
});

describe('reportProblems', () => {
  const today = '2026-11-16';
  const fields = (passedOn: string, certificateNumber = 'IP-1') =>
    Object.keys(reportProblems({ passedOn, certificateNumber }, today));

  it('accepts every day from 1990 to today', () => {
    expect(fields('1990-01-01')).toEqual([]);
    expect(fields('2026-11-16')).toEqual([]);
  });

  it.each(['2026-11-17', '1989-12-31', '2026-02-30', '', '昨日'])('refuses %j as a day', (day) => {
    expect(fields(day)).toEqual(['passedOn']);
  });

  it('refuses a number without a single letter or digit, and one that is no number any more', () => {
    expect(fields('2026-11-01', ' - ')).toEqual(['certificateNumber']);
    expect(fields('2026-11-01', 'あ'.repeat(61))).toEqual(['certificateNumber']);
  });

  it('takes no last day beyond the century that is counted, and every earlier one', () => {
    const told = (validUntil: string) =>
      reportProblems({ passedOn: '1992-11-01', certificateNumber: 'IP-1', validUntil }, today);
    expect(told('2150-04-01')).toEqual({
      validUntil: '2000年から2099年までの日を入力してください。年の入力を確かめてください。',
    });
    for (const day of ['1995-10-31', '2099-12-31']) expect(told(day)).toEqual({});
  });

  it.each(['=1+1', '＝1', '+IP1', '-IP1', '@IP1', '＠IP1', '－1'])(
    'refuses %s, which begins as a formula does, and says so',
    (number) => {
      expect(reportProblems({ passedOn: '2026-11-01', certificateNumber: number }, today)).toEqual({
        certificateNumber:
          '合格証書番号の先頭に「=」「+」「-」「@」は使えません。先頭の記号を除いてください。',
      });
      expect(fields('2026-11-01', `IP${number}`)).toEqual([]);
    },
  );
});

describe('reasonProblem', () => {
  it('asks for a reason that fits', () => {
    expect(reasonProblem('')).toMatch(/理由/);
    expect(reasonProblem('あ'.repeat(501))).toMatch(/500文字/);
    expect(reasonProblem('氏名が読み取れません。')).toBeNull();
  });
});
