import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCourses } from './check-courses';
import { problemText } from './problem';

const TODAY = '2026-11-29';
const SAMPLE = join(__dirname, '../../../../test/fixtures/courses');

describe('checkCourses', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tsunagaru-courses-'));
    cpSync(SAMPLE, folder, { recursive: true });
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function edit(file: string, change: (text: string) => string): void {
    const path = join(folder, file);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  }

  function reasons(): string[] {
    return checkCourses([folder], TODAY).problems.map(problemText);
  }

  it('finds nothing wrong with the sample and counts what is there', () => {
    expect(checkCourses([folder], TODAY)).toEqual({
      problems: [],
      warnings: [],
      courses: 1,
      lessons: 2,
      questions: 9,
      terms: 2,
    });
  });

  it.each([
    ['title: 見本', 'titel: 見本', /^sample\/course\.yaml:\d+: .*"titel"/],
    ['key: sample', 'key: other', /^sample\/course\.yaml:1: key は/],
    ['02-second.md]', '02-second.md, 03-none.md]', /「03-none\.md」というファイルがありません/],
    [', 02-second.md]', ']', /^sample\/02-second\.md: course\.yaml の lessons に/],
    ['minutes: 2', 'minutes: 30', /レッスンの合計\(2分\)と合いません/],
    ['draw: 3', 'draw: 30', /テストは30問出しますが、問題は8問しか/],
    ['minutes: 2', 'minutes: 2\npromise: anything', /^sample\/course\.yaml:\d+: .*promise/],
    ['minutes: 2', 'minutes: 2\npromise: information_security', /fiscalYear を書いてください/],
    [
      'audience: [all_staff]',
      'audience: [managers]\npromise: ai_use',
      /audience に all_staff が要ります/,
    ],
    ['title: 見本のコース', 'title: "見本', /YAMLとして読めません/],
  ])('course.yaml: %s → %s', (from, to, reason) => {
    edit('sample/course.yaml', (text) => text.replace(from, to));
    expect(reasons()).toContainEqual(expect.stringMatching(reason));
  });

  it.each([
    ['?[sample.001]', '?[sample.999]', /^sample\/01-first\.md:28: 「\?\[sample\.999\]」/],
    ['assets/flow.svg', 'assets/none.svg', /「assets\/none\.svg」がありません/],
    ['左から右への矢印', '', /代替テキストがありません/],
    ['## 文章', '# 文章', /^sample\/01-first\.md:9: 見出しは「##」から/],
    ['## 文章', '## 文章\n\n#### 深い', /見出しの段階が飛んで/],
    ['気をつけます', '<b>気をつけます</b>', /HTMLは書けません/],
    ['気をつけます', '[外](https://example.com)', /外へのリンク/],
    [
      'city.name',
      'city.mayor',
      /^sample\/01-first\.md:\d+: 「\{\{city\.mayor\}\}」という変数はありません/,
    ],
    ['次の行も', '魚津市の計画も', /^sample\/01-first\.md:12: 一つの市の名前「魚津市」/],
    ['title: ', 'title: 市の', /「市」は町や村では合いません/],
    ['[[用語]]が', '[[未知語]]が', /用語集に「未知語」がありません/],
    ['気をつけます', '[表](assets/none.csv)', /ファイル「assets\/none\.csv」がありません/],
    [
      ':::caution',
      ':::scene 場面\n@a 朝\n文です。\n* 待つ -> b\n:::\n\n:::caution',
      /^sample\/01-first\.md:\d+: 次の段「b」がありません/,
    ],
    [':::caution', ':::warning', /囲み「:::warning」を読めません/],
    ['折りたたまれた文です。\n:::', '折りたたまれた文です。', /数が合いません/],
    ['気をつけます', 'あ'.repeat(121), /1文が122字/],
    ['気をつけます。', `${'あ'.repeat(99)}。`.repeat(17), /本文が1[78]\d\d字あります。1600字以内/],
    ['takeaway: 課', 'takeaway: "{{city.name}}の課', /YAML|変数は本文/],
    ["date: '2026-01'", 'date: 先月', /日付は YYYY-MM-DD/],
    ['minutes: 1', 'minutes: 10', /^sample\/01-first\.md: minutes は10分ですが/],
    [
      '次の行も',
      'この行は要確認です。次の行も',
      /^sample\/01-first\.md:12: 「要確認」は本文に残さず/,
    ],
    [
      '次の行も',
      'ブラウザで見ます。次の行も',
      /^sample\/01-first\.md:12: .*「ブラウザー」と書きます/,
    ],
    ['sources:', 'factsValidUntil: 来年\nsources:', /factsValidUntil: 日付は YYYY-MM-DD/],
    ['---\ntitle', 'title', /先頭に「---」で囲んだ項目/],
  ])('lesson: %s → %s', (from, to, reason) => {
    edit('sample/01-first.md', (text) => text.replace(from, () => to));
    expect(reasons()).toContainEqual(expect.stringMatching(reason));
  });

  it('warns of facts whose day is over, and finds nothing wrong with them', () => {
    edit('sample/01-first.md', (text) =>
      text.replace('sources:', "factsValidUntil: '2026-11-28'\nsources:"),
    );
    const { problems, warnings } = checkCourses([folder], TODAY);
    expect(problems).toEqual([]);
    expect(warnings.map(problemText)).toEqual([
      expect.stringMatching(/^sample\/01-first\.md: 事実の期限\(factsValidUntil: 2026-11-28\)/),
    ]);
    expect(checkCourses([folder], '2026-11-28').warnings).toEqual([]);
  });

  it('looks every law with an article up in laws.yaml', () => {
    edit('sample/01-first.md', (text) => text.replace('気をつけます', '見本法12条によります'));
    expect(reasons()).toEqual([]);
    const entry = (name: string) => `- name: ${name}
  point: 第12条
  effective: '2026-04-01'
  staleAfter: '2026-10-31'
  source: 官報
  checked: '2026-10-01'
`;
    writeFileSync(join(folder, 'laws.yaml'), entry('別の法'));
    expect(reasons()).toContainEqual(
      expect.stringMatching(/^sample\/01-first\.md:21: 「…見本法」の条文が laws\.yaml に/),
    );
    writeFileSync(join(folder, 'laws.yaml'), entry('見本法'));
    expect(reasons()).toEqual([]);
    expect(checkCourses([folder], TODAY).warnings.map(problemText)).toEqual([
      expect.stringMatching(/^laws\.yaml: 「見本法」を確かめ直す日\(2026-10-31\)/),
    ]);
  });

  it('asks for a source where a law or a year is named', () => {
    edit('sample/02-second.md', (text) => text.replace('書きます', '法の12条に沿って書きます'));
    expect(reasons()).toContainEqual(
      expect.stringMatching(/^sample\/02-second\.md: 「12条」のような法令や年の記述/),
    );
  });

  it.each([
    '<script>1</script>',
    '<image href="https://example.com/a.png"/>',
    '<g onload="x()"/>',
    '<style>@import "a.css"</style>',
    '<rect fill="url(https://example.com)"/>',
    '<foreignObject/>',
  ])('refuses an SVG with %s', (part) => {
    edit('sample/assets/flow.svg', (text) => text.replace('<path', () => `${part}<path`));
    expect(reasons()).toContainEqual(
      expect.stringMatching(/^sample\/assets\/flow\.svg: スクリプト/),
    );
  });

  it('does not count folded details, pictures and spaces as text to read', () => {
    edit('sample/01-first.md', (text) =>
      text.replace('折りたたまれた文です。', `${'あ'.repeat(19)}。`.repeat(100)),
    );
    expect(reasons()).toEqual([]);
  });

  it.each([
    ['id: sample.002', 'id: sample.001', /同じidが sample\/questions\/all-kinds\.yaml:1/],
    ['correct: true, why: 8時間', 'why: 8時間', /正解\(correct: true\)はちょうど1つ/],
    ['6時間, why', '6時間, correct: true, why', /正解\(correct: true\)はちょうど1つ/],
    ['difficulty: 1', 'dificulty: 1', /認識されていないキー: "dificulty"/],
    ['17 - 9 - 1 == 7', '17 - 9 == 7', /sample\.001: check の計算が合いません/],
    ['17 - 9 - 1 == 7', 'require(1)', /check を計算できません/],
    ['tags: [ip-test/1]', 'tags: [ip-test/99]', /「ip-test\/99」にあたる/],
    ['text: 付せん', 'text: すべて正しい', /「すべて正しい」のような選択肢/],
    ['text: 付せん', 'text: 上記のいずれもあてはまらない', /のような選択肢は使えません/],
    ['text: 付せん', 'text: 通知書', /同じ選択肢が2つ/],
    ['why: 覚え書きです。', 'why: ""', /why\(理由\)のない/],
    ['usage: practice', 'usage: exam', /usage: practice・lesson/],
    ['items: [起案, 決裁', 'items: [起案, 次に決裁', /「次に」から、順が分かります/],
    ['text: 付せん', 'text: 全ての付せん', /言い切る言葉だけで誤りと分かります/],
    ['source: original', 'source: past_paper', /citation/],
    ['items: [起案, 決裁, 施行]', 'items: [起案]', /items/],
    [
      '「印刷したら原本は捨ててよい。」は正しいですか。',
      '窓口の受付は9時から17時まで、昼に1時間休みます。受付は何時間ですか?',
      /ほとんど同じです/,
    ],
  ])('question: %s → %s', (from, to, reason) => {
    edit('sample/questions/all-kinds.yaml', (text) => text.replace(from, () => to));
    expect(reasons()).toContainEqual(expect.stringMatching(reason));
  });

  it.each([
    [
      'asset: assets/none.svg, alt: 左から右へ進む矢印が一本だけある図',
      /図「assets\/none\.svg」がありません/,
    ],
    ['asset: assets/flow.svg, alt: 矢印', /代替テキストが短すぎます/],
    ['asset: flow.png, alt: 左から右へ進む矢印が一本だけある図', /「assets\/名前\.svg」の形/],
  ])('figure of a question: %s', (figure, reason) => {
    edit('sample/questions/all-kinds.yaml', (text) =>
      text.replace('kind: single', () => `kind: single\n  figure: { ${figure} }`),
    );
    expect(reasons()).toContainEqual(expect.stringMatching(reason));
  });

  it('wants the letters of a figure to be readable on a phone, in a font that is everywhere', () => {
    edit('sample/questions/all-kinds.yaml', (text) =>
      text.replace(
        'kind: single',
        'kind: single\n  figure: { asset: assets/flow.svg, alt: 左から右へ進む矢印が一本だけある図 }',
      ),
    );
    expect(reasons()).toEqual([]);
    edit('sample/assets/flow.svg', (text) =>
      text.replace(
        /<svg[^>]*>/,
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 100" font-family="Some Font"><text font-size="18">字</text>',
      ),
    );
    const found = reasons().join('\n');
    expect(found).toMatch(/幅375pxの画面で文字が8\.8px/);
    expect(found).toMatch(/一般的な名前で指定/);
  });

  describe('the picture of a lesson', () => {
    const withLetters = (size: string): string =>
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} 100"><text font-size="18">字</text></svg>`;

    function put(name: string, source: string): void {
      writeFileSync(join(folder, 'sample/assets', name), source);
    }

    it('has letters that can be read on a phone, or a narrow one beside it', () => {
      put('flow.svg', withLetters('720'));
      expect(reasons()).toEqual([]);
      rmSync(join(folder, 'sample/assets/flow.narrow.svg'));
      expect(reasons()).toEqual([
        'sample/01-first.md:14: 図「assets/flow.svg」: 幅375pxの画面で文字が8.6pxになります(12px以上)。スマートフォン用の図「assets/flow.narrow.svg」を置いてください。',
      ]);
      put('flow.svg', withLetters('514'));
      expect(reasons()).toEqual([]);
    });

    it('has a narrow one of itself, that can be read', () => {
      put('none.narrow.svg', withLetters('340'));
      expect(reasons()).toEqual([
        'sample/assets/none.narrow.svg: もとの図「assets/none.svg」がありません。',
      ]);
      put('none.svg', withLetters('720'));
      put('none.narrow.svg', withLetters('600'));
      expect(reasons()).toEqual([
        'sample/assets/none.narrow.svg: 幅375pxの画面で文字が10.3pxになります(12px以上)。',
      ]);
      put('none.narrow.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
      expect(reasons()).toEqual(['sample/assets/none.narrow.svg: viewBox がありません。']);
    });

    it('is written in the spelling of everything, also where it is narrow', () => {
      put('flow.narrow.svg', withLetters('340').replace('字', 'ブラウザで'));
      expect(reasons()).toEqual([
        expect.stringMatching(/^sample\/assets\/flow\.narrow\.svg: .*「ブラウザー」と書きます/),
      ]);
    });
  });

  it('finds a negation that is not marked', () => {
    edit('sample/questions/all-kinds.yaml', (text) =>
      text.replace('受付は何時間ですか。', '当てはまらないものはどれですか。'),
    );
    expect(reasons()).toContainEqual(expect.stringMatching(/目立たせて/));
  });

  it('finds a glossary that names a term it does not have, or has twice, or without a reading', () => {
    edit('glossary.yaml', (text) => text.replace('see: [言葉]', 'see: [無い語]'));
    expect(reasons()).toContainEqual(expect.stringMatching(/「無い語」が用語集にありません/));
    edit('glossary.yaml', (text) =>
      text.replace('term: 言葉, reading: ことば', 'term: 用語, reading: 用語'),
    );
    expect(reasons()).toContainEqual(
      expect.stringMatching(/glossary\.yaml:2: reading: 読みはひらがな/),
    );
  });

  it('does not ask for terms while there is no glossary', () => {
    rmSync(join(folder, 'glossary.yaml'));
    expect(reasons()).toEqual([]);
  });

  it('finds right answers that always stand in the same place or are the longest', () => {
    const question = (number: number) => `
- id: many.${String(number)}
  kind: single
  tags: [sample/01-first]
  difficulty: 1
  stem: ${'あいうえおかきくけこ'.slice(number % 10)}${String(number * 7919)}${'さしすせそ'.slice(number % 5)}はどれですか。
  choices: [{ text: 長い正解の文, correct: true, why: 理由 }, { text: 短い, why: 理由 }]
  explanation: 説明です。
  source: original
  usage: lesson`;
    const file = join(folder, 'sample/questions/many.yaml');
    writeFileSync(file, Array.from({ length: 40 }, (_, index) => question(index)).join('\n'));
    const found = reasons().join('\n');
    expect(found).toMatch(/正解の位置が偏っています: 1番目が41問中40問/);
    expect(found).toMatch(/正解がいちばん長い問題が多すぎます: 41問中40問/);
  });
});
