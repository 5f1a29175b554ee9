import { pageLinks } from './view-parts';

describe('pageLinks', () => {
  const texts = (page: number, total: number) =>
    pageLinks({ page, pageSize: 50, total }, (number) => `/?page=${String(number)}`).map(
      (link) => link.text,
    );

  it('shows the ends and the neighbourhood, and a sign where pages are left out', () => {
    expect(texts(1, 450)).toEqual(['1', '2', '3', '…', '9']);
    expect(texts(5, 450)).toEqual(['1', '…', '3', '4', '5', '6', '7', '…', '9']);
    expect(texts(2, 200)).toEqual(['1', '2', '3', '4']);
    expect(texts(1, 50)).toEqual([]);
  });

  it('makes the page that is shown and the gap no links', () => {
    const links = pageLinks({ page: 1, pageSize: 50, total: 450 }, () => '/x');
    expect(links.filter((link) => link.href === '').map((link) => link.text)).toEqual(['1', '…']);
  });
});
