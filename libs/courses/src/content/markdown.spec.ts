import { type LessonSurroundings, renderLesson, renderSources } from './markdown';

const surroundings: LessonSurroundings = {
  assetAddress: '/courses/x/assets/v1/',
  sizes: new Map([
    ['a.svg', { width: 720, height: 360 }],
    ['b.svg', { width: 720, height: 360 }],
    ['b.narrow.svg', { width: 340, height: 500 }],
  ]),
  meanings: new Map([['用語', '使う言葉 <b>"です"</b>']]),
  questionIds: new Map([['q.1', 'id-1']]),
};
const render = (source: string): string => renderLesson(source, surroundings);

describe('renderLesson', () => {
  it('reads emphasis that ends in Japanese punctuation', () => {
    expect(render('**大事です。**次の文。')).toBe('<p><strong>大事です。</strong>次の文。</p>\n');
  });

  it('joins lines of Japanese and keeps the space between English words', () => {
    expect(render('一行目。\n二行目。')).toBe('<p>一行目。二行目。</p>\n');
    expect(render('open\ndata')).toBe('<p>open\ndata</p>\n');
  });

  it('makes a lone picture a figure with its caption and size', () => {
    expect(render('![矢印](assets/a.svg "流れ & 図")')).toBe(
      '<figure><img src="/courses/x/assets/v1/a.svg" alt="矢印" width="720" height="360" /><figcaption>流れ &amp; 図</figcaption></figure>\n',
    );
  });

  it('gives a phone the narrow picture that stands beside a wide one, with the same words for the ear', () => {
    expect(render('![矢印](assets/b.svg "流れ")')).toBe(
      '<figure><picture><source media="screen and (max-width: 40rem)" srcset="/courses/x/assets/v1/b.narrow.svg" width="340" height="500" /><img src="/courses/x/assets/v1/b.svg" alt="矢印" width="720" height="360" /></picture><figcaption>流れ</figcaption></figure>\n',
    );
  });

  it('puts tables into a frame that scrolls by keyboard, numbered, with headings of columns', () => {
    const html = render('| | 件数 |\n|---|---:|\n| 窓口 | 3 |\n\n| a | b |\n|---|---|\n| 1 | 2 |');
    expect(html).toContain('<div class="table-frame" tabindex="0" role="region" aria-label="表1">');
    expect(html).toContain('aria-label="表2"');
    expect(html).toContain('<td></td>\n<th class="number" scope="col">件数</th>');
    expect(html).not.toContain('style=');
  });

  it('opens the meaning of a term by a button, once per term', () => {
    const html = render('[[用語]]と[[用語]]と[[無い語]]');
    expect(html.match(/popovertarget="term-1"/g)).toHaveLength(2);
    expect(html.match(/id="term-1" popover/g)).toHaveLength(1);
    expect(html).toContain('と無い語</p>');
    expect(html).not.toContain('<b>"です"');
  });

  it('leaves a mark for a check and the variable of the city', () => {
    expect(render('前\n\n?[q.1]\n\n{{city.name}}の後')).toBe(
      '<p>前</p>\n<!--check:id-1-->\n<p>{{city.name}}の後</p>\n',
    );
  });

  it('hands out a file of the course, and leaves other links as they are', () => {
    expect(render('[表](assets/a.csv)と[用語集](/glossary)')).toBe(
      '<p><a href="/courses/x/assets/v1/a.csv" download="a.csv">表</a>と<a href="/glossary">用語集</a></p>\n',
    );
  });

  it('drops a check of a question that does not exist', () => {
    expect(render('?[q.9]')).toBe('\n');
  });

  it.each([
    ['<script>alert(1)</script>'],
    ['<img src=x onerror=alert(1)>'],
    ['[x](javascript:alert(1))'],
    ['[x](https://example.com)'],
    ['![x](https://example.com/a.png)'],
    [':::details <img src=x onerror=alert(1)>\nx\n:::'],
    ['[[<img src=x onerror=alert(1)>]]'],
    ['<div data-check="q.1"></div>'],
    ['`<script>`'],
  ])('lets nothing active through: %s', (source) => {
    const html = render(source);
    expect(html).not.toMatch(/<script|<img src=x|(src|href)="(https?|javascript):|<!--check/);
  });

  it('boxes and folds', () => {
    const html = render(':::steps\n1. 一\n:::\n\n:::details 詳しく & 深く\n文\n:::');
    expect(html).toContain('<div class="box box--steps"><p class="box__title">手順</p>');
    expect(html).toContain(
      '<details class="box box--details"><summary>詳しく &amp; 深く</summary>',
    );
  });
});

describe('renderSources', () => {
  it('prints sources as text and nothing when there are none', () => {
    expect(renderSources([{ text: '白書 <1> https://example.com', date: '2026-01' }])).toContain(
      '<li>白書 &lt;1&gt; https://example.com(2026-01)</li>',
    );
    expect(renderSources([])).toBe('');
  });
});
