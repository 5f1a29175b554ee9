import type { UnitLink } from '@app/organization';
import type { Id } from '@app/platform';
import { codesOf, linksView, monthsView } from './links.views';

const toId = <Kind extends string>(text: string) => text as Id<Kind>;

const link = (
  before: string,
  after: string,
  kind: UnitLink['kind'],
  beforeEndsOn: UnitLink['beforeEndsOn'] = '2027-03-31',
): UnitLink => ({
  ...{ id: toId(`${before}${after}`), kind, on: '2027-04-01', beforeEndsOn },
  ...{ beforeId: toId(before), beforeCode: before, beforeName: `${before}課` },
  ...{ afterId: toId(after), afterCode: after, afterName: `${after}課` },
});
const unit = { id: 'C', code: 'C', name: 'C課' };

describe('What a unit was before, and is after', () => {
  it('is said with its days, and whether it goes on', () => {
    const view = linksView('C', [link('A', 'C', 'merger'), link('C', 'D', 'split', null)]);
    expect(view.predecessors.map(({ name, text }) => `${name} ${text}`)).toEqual([
      'A課(A) 令和9年4月1日に統合。令和9年3月31日まで',
    ]);
    expect(view.successors.map(({ name, text }) => `${name} ${text}`)).toEqual([
      'D課(D) 令和9年4月1日から(分割)',
    ]);
    const [parted] = linksView('D', [link('C', 'D', 'split', null)]).predecessors;
    expect(parted?.text).toBe('令和9年4月1日に分割。この所属も続いています');
  });

  it('has one line of months where it is one unit under another code', () => {
    const links = [link('A', 'B', 'takeover'), link('B', 'C', 'takeover')];
    expect([...codesOf(unit, links)]).toEqual([
      ['C', 'C課'],
      ['A', '旧A課(A)'],
      ['B', '旧B課(B)'],
    ]);
    expect(monthsView(unit, links, []).breaks).toEqual([]);
  });

  it('says where a merger or a split begins, and adds nothing up', () => {
    const links = [link('A', 'C', 'merger'), link('C', 'D', 'split', null)];
    expect([...codesOf(unit, links).keys()]).toEqual(['C']);
    expect(monthsView(unit, links, [])).toEqual({
      months: null,
      breaks: [
        '令和9年4月1日にA課から統合しました。この日より前のA課の数字は、A課のページにあります。',
        '令和9年4月1日にD課へ分割しました。この日の前と後では、対象の職員が違います。',
      ],
    });
  });
});
