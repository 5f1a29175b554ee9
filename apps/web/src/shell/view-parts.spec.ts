import { pager } from './view-parts';

describe('pager', () => {
  const of = (page: number, total: number) =>
    pager({ page, pageSize: 50, total }, (number) => `/?page=${String(number)}`);
  const texts = (page: number, total: number) => of(page, total)?.numbers.map((link) => link.text);

  it('says which rows of how many are shown, and leads to the ones before and after', () => {
    expect(of(1, 743)).toMatchObject({
      ...{ first: '1', last: '50', total: '743', previous: '', next: '/?page=2' },
    });
    expect(of(15, 743)).toMatchObject({
      ...{ first: '701', last: '743', previous: '/?page=14', next: '' },
    });
    expect(of(2, 12_345)).toMatchObject({
      total: '12,345',
      previous: '/?page=1',
      next: '/?page=3',
    });
    expect(of(1, 50)).toBeNull();
    expect(of(1, 0)).toBeNull();
  });

  it.each([
    [99, 120, '/?page=3'],
    [4, 150, '/?page=3'],
    [2, 0, '/?page=1'],
    [2, 50, '/?page=1'],
  ])(
    'leads from page %i of %i rows, which is not there, to the last one',
    (page, total, location) => {
      expect(() => of(page, total)).toThrow(expect.objectContaining({ location }) as Error);
    },
  );

  it('shows the ends and the neighbourhood, and a sign where pages are left out', () => {
    expect(texts(1, 450)).toEqual(['1', '2', '3', '…', '9']);
    expect(texts(5, 450)).toEqual(['1', '…', '3', '4', '5', '6', '7', '…', '9']);
    expect(texts(2, 200)).toEqual(['1', '2', '3', '4']);
    expect(texts(2, 150)).toEqual([]);
  });

  it('makes the page that is shown and the gap no links', () => {
    const links = of(1, 450)?.numbers ?? [];
    expect(links.filter((link) => link.href === '').map((link) => link.text)).toEqual(['1', '…']);
  });
});
