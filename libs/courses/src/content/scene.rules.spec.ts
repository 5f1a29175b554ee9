import { renderLesson } from './markdown';
import { parseScene, sceneProblems } from './scene.rules';

const SCENE = `:::scene 窓口の電話
@start 10時、窓口
電話が鳴りました。
* すぐに伝える -> tell
  係長が動きます。
* 後で伝える -> end
  夕方になりました。
@tell 10時5分、係長の席
係長が聞きます。
* 分かったことだけ話す -> end
  話が早く進みます。
* はじめから考え直す -> start
  時間が過ぎます。
:::`;

const reasons = (source: string): string[] =>
  sceneProblems(parseScene(source.split('\n').slice(0, -1))).map(
    ({ line, reason }) => `${String(line)}: ${reason}`,
  );

describe('sceneProblems', () => {
  it('finds nothing wrong with a scene in which everything leads on or ends', () => {
    expect(reasons(SCENE)).toEqual([]);
  });

  it.each([
    [
      '-> tell',
      '-> ask',
      ['3: 次の段「ask」がありません。', '7: 段「tell」へ進む選択肢がありません。'],
    ],
    [
      ' -> tell',
      '',
      [expect.stringMatching(/^3: 選択肢は「\*/), expect.stringMatching(/^7: .*tell/)],
    ],
    ['* 後で伝える -> end\n  夕方になりました。\n', '', [expect.stringMatching(/^1: .*2〜4個/)]],
    ['  夕方になりました。\n', '', ['5: 「後で伝える」を選んだ結果の文がありません。']],
    ['電話が鳴りました。\n', '', [expect.stringMatching(/^1: .*いつ・どこ/)]],
    ['@tell', '@start', [expect.stringMatching(/^3: /), expect.stringMatching(/^7: .*2回/)]],
    ['窓口の電話', '', [expect.stringMatching(/^0: 場面に題名/)]],
    ['窓口の電話\n', '窓口の電話\n前置き\n', [expect.stringMatching(/^1: .*より前に/)]],
  ])('%s → %s', (from, to, expected) => {
    expect(reasons(SCENE.replace(from, () => to))).toEqual(expected);
  });

  it('finds a step from which nothing ends', () => {
    const endless = SCENE.replace('分かったことだけ話す -> end', '話す -> tell');
    expect(reasons(endless.replace('考え直す -> start', '考え直す -> tell'))).toEqual([
      '7: 段「tell」からは終わり(end)に行けません。',
    ]);
  });
});

describe('A scene in a lesson', () => {
  const html = renderLesson(`前\n\n${SCENE}\n\n後`, {
    assetAddress: '/',
    sizes: new Map(),
    meanings: new Map(),
    questionIds: new Map(),
  });

  it('shows all steps in order and leads from each choice by a link', () => {
    expect(html).toContain('<div class="scene" role="group" aria-label="場面: 窓口の電話">');
    expect(html).toContain('<div class="scene__step" id="scene-1-tell">');
    expect(html).toContain(
      '<details class="scene__choice"><summary>すぐに伝える</summary>\n<p>係長が動きます。</p>\n<p class="scene__next"><a href="#scene-1-tell">次の場面へ進む</a></p></details>',
    );
    expect(html.match(/href="#scene-1-start">はじめの場面に戻る/g)).toHaveLength(2);
    expect(html).toMatch(/^<p>前<\/p>[\s\S]*<p>後<\/p>\n$/);
    expect(html).not.toMatch(/style=|<script/);
  });

  it('numbers the scenes of a lesson', () => {
    const two = renderLesson(`${SCENE}\n\n${SCENE}`, {
      assetAddress: '/',
      sizes: new Map(),
      meanings: new Map(),
      questionIds: new Map(),
    });
    expect(two).toContain('id="scene-2-tell"');
    expect(two).toContain('href="#scene-2-tell"');
  });
});
