import type Markdown from 'markdown-it';
import {
  END,
  parseScene,
  type Scene,
  SCENE_OPEN,
  type SceneChoice,
  type SceneStep,
} from './scene.rules';

type MarkdownIt = Markdown.MarkdownIt;
type BlockState = Parameters<Parameters<MarkdownIt['block']['ruler']['before']>[2]>[0];

/** What a `scene_open` token carries: the linter looks at it as a whole. */
export function sceneOf(token: Markdown.Token): Scene | null {
  return token.type === 'scene_open' ? (token.meta?.scene as Scene) : null;
}

/**
 * `:::scene 題名` with steps (`@key いつ・どこ`) whose choices (`* すること -> key`) have their consequences below them.
 * All steps stand on the page in order, choices fold; links lead from a choice to its next step, without any script.
 */
export function scenes(markdown: MarkdownIt): void {
  markdown.block.ruler.before(
    'fence',
    'scene',
    (state, startLine, endLine, silent) => {
      if (!SCENE_OPEN.test(lineOf(state, startLine))) return false;
      const close = lastLine(state, startLine, endLine);
      if (close === null) return false;
      if (silent) return true;
      pushScene(state, startLine, close);
      state.line = close + 1;
      return true;
    },
    { alt: ['paragraph', 'list', 'blockquote'] },
  );
  const { rules } = markdown.renderer;
  const { escapeHtml } = markdown.utils;
  rules.scene_open = (tokens, index, _options, env) => {
    countOf(env).sceneCount += 1;
    const { title } = metaOf<{ scene: Scene }>(tokens, index).scene;
    return `<div class="scene" role="group" aria-label="場面: ${escapeHtml(title)}"><p class="scene__title">場面: ${escapeHtml(title)}</p>\n`;
  };
  rules.scene_close = () => '</div>\n';
  rules.step_open = (tokens, index, _options, env) => {
    const { key, heading } = metaOf<{ step: SceneStep }>(tokens, index).step;
    return `<div class="scene__step" id="scene-${String(countOf(env).sceneCount)}-${key}"><p class="scene__when">${escapeHtml(heading)}</p>\n`;
  };
  rules.step_close = () => '</div>\n';
  rules.choice_open = () => '<details class="scene__choice"><summary>';
  rules.choice_text_close = () => '</summary>\n';
  rules.choice_close = (tokens, index, _options, env) => {
    const { to, first } = metaOf<{ to: string; first: string }>(tokens, index);
    const [key, words] = to === END ? [first, 'はじめの場面に戻る'] : [to, '次の場面へ進む'];
    return `<p class="scene__next"><a href="#scene-${String(countOf(env).sceneCount)}-${key}">${words}</a></p></details>\n`;
  };
}

/** Scenes of a lesson are numbered as they are rendered, so that their steps have addresses of their own. */
/** What the rule that made the token wrote down for its picture. */
function metaOf<Meta>(tokens: readonly Markdown.Token[], index: number): Meta {
  return tokens[index]?.meta as Meta;
}

function countOf(env: Markdown.Env | undefined): { sceneCount: number } {
  return env?.lesson as { sceneCount: number };
}

function lineOf(state: BlockState, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
}

function lastLine(state: BlockState, startLine: number, endLine: number): number | null {
  for (let line = startLine + 1; line < endLine; line += 1) {
    if (/^:::+\s*$/.test(lineOf(state, line))) return line;
  }
  return null;
}

function pushScene(state: BlockState, start: number, close: number): void {
  const lines = Array.from({ length: close - start }, (_, index) => lineOf(state, start + index));
  const scene = parseScene(lines);
  const open = state.push('scene_open', '', 1);
  open.meta = { scene };
  open.map = [start, close];
  for (const step of scene.steps) {
    state.push('step_open', '', 1).meta = { step };
    tokenize(state, start + step.line + 1, start + step.until);
    for (const choice of step.choices) pushChoice(state, start, choice, scene.steps[0]?.key ?? '');
    state.push('step_close', '', -1);
  }
  state.push('scene_close', '', -1);
}

function pushChoice(state: BlockState, start: number, choice: SceneChoice, first: string): void {
  state.push('choice_open', '', 1);
  const text = state.push('inline', '', 0);
  text.content = choice.text;
  text.map = [start + choice.line, start + choice.line + 1];
  text.children = [];
  state.push('choice_text_close', '', -1);
  tokenize(state, start + choice.line + 1, start + choice.until);
  state.push('choice_close', '', -1).meta = { to: choice.to, first };
}

/** What stands between two lines, as the text of a lesson is read everywhere else. */
function tokenize(state: BlockState, from: number, until: number): void {
  const { lineMax, parentType } = state;
  state.lineMax = until;
  state.md.block.tokenize(state, from, until);
  state.lineMax = lineMax;
  state.parentType = parentType;
}
