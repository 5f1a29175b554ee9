import type { BatchProposal, BatchRow } from '@app/appointments';
import { nameOf } from './batch.list';

describe('Whom a row of the list is about, where nobody is found', () => {
  it.each([
    [{ name: '魚津　花子', staffNumber: '999999' }, '魚津　花子(職員番号 999999)'],
    [{ name: '魚津　花子', staffNumber: '' }, '魚津　花子'],
    [{ name: '', staffNumber: '999999' }, '職員番号 999999'],
    [{ name: '', staffNumber: '' }, '読めません'],
  ])('is said as far as it says it: %j', (typed, text) => {
    const proposal = typed as BatchProposal;
    expect(nameOf({ name: null, proposal } as BatchRow)).toBe(text);
  });
});
