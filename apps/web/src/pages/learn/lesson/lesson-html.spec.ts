import { placedHtml } from './lesson-html';

describe('placedHtml', () => {
  it('makes headings places that the contents lead to, in the words that are read', () => {
    const term =
      '<button type="button" class="term">DX</button><span class="term__meaning" id="term-1"><b>DX</b> 意味</span>';
    const { html, places } = placedHtml(`<h2>R&amp;Dと&lt;b&gt;</h2><p>x</p><h2>${term}とは</h2>`);
    expect(places).toEqual([
      { href: '#part-1', title: 'R&Dと<b>' },
      { href: '#part-2', title: 'DXとは' },
    ]);
    expect(html).toBe(
      `<h2 id="part-1">R&amp;Dと&lt;b&gt;</h2><p>x</p><h2 id="part-2">${term}とは</h2>`,
    );
  });

  it('lets a wide picture scroll with its letters readable, and leaves a narrow one alone', () => {
    const wide = '<figure><img src="a.svg" alt="a" width="720" height="360" />';
    const narrow = '<figure><img src="b.svg" alt="b" width="360" height="230" />';
    expect(placedHtml(`${wide}</figure>${narrow}</figure>`).html).toBe(
      `<figure><div class="lesson__picture" tabindex="0" role="region" aria-label="図1"><img src="a.svg" alt="a" width="720" height="360" /></div></figure>${narrow}</figure>`,
    );
  });

  it('puts no frame around a wide picture with a narrow one: it never has to scroll', () => {
    const figure =
      '<figure><picture><source media="screen" srcset="a.narrow.svg" width="340" height="500" /><img src="a.svg" alt="a" width="720" height="360" /></picture></figure>';
    expect(placedHtml(figure).html).toBe(figure);
  });

  it('has no contents where there are no headings', () => {
    expect(placedHtml('<p>x</p>')).toEqual({ html: '<p>x</p>', places: [] });
  });
});
