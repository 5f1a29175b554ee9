import { certificationForm, emptyTexts } from './certification-master.forms';

describe('The form of a qualification', () => {
  const told = (typed: Record<string, string>) => {
    const given = { ...emptyTexts('2026-11-16'), ...typed };
    const read = certificationForm.safeParse(given);
    return read.success ? '' : read.error.issues.map(({ message }) => message).join('');
  };

  it.each([
    [{ renewalYears: '31' }, '有効な年数は1から30までの整数で入力してください。'],
    [{ renewalWindowDays: '366' }, '更新の手続きの日数は1から365までの整数で入力してください。'],
    [{ feeYen: '10000001' }, '受験料は0から10,000,000までの整数で入力してください。'],
    [{ level: '8' }, '水準は1から7までの整数で入力してください。'],
    [{ renewalYears: '三' }, '有効な年数は1から30までの整数で入力してください。'],
    [{ firstExamOn: '昨日' }, '最初の試験の日を年月日で入力してください。'],
  ])('says of %j which numbers are meant', (typed, message) => {
    expect(told(typed)).toContain(message);
  });
});
