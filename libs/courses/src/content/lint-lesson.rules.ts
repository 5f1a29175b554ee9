import type { CourseDraft, LessonDraft } from './catalogue';
import { fileOf, type MarkdownToken, parseMarkdown } from './markdown';
import { wrongEquations } from './equations.rules';
import { minutesReasons } from './minutes.rules';
import { BOXES } from './markdown-plugins';
import { sceneOf } from './markdown-scenes';
import type { Problem } from './problem';
import { readingLevelProblems } from './reading-level.rules';
import { sceneProblems } from './scene.rules';

export const MAXIMUM_CHARACTERS = 1600;
export const MAXIMUM_SENTENCE = 120;

const RAW_HTML = /<\/?[a-z][a-z0-9-]*(\s[^<>]*)?\/?>|<!--/i;
const CLAIM = /\d+条|(?:平成|令和)\d+年|20\d\d年/;

/** At a token, or at a line of the body counted from 0. */
type Refuse = (reason: string, place?: MarkdownToken | number) => void;

/** What a lesson refers to that is not there: it cannot be published like this. */
export function lintReferences(course: CourseDraft, lesson: LessonDraft): Problem[] {
  const problems: Problem[] = [];
  const refuse = refuser(lesson, problems);
  const assets = new Set(course.assets.map((asset) => asset.name));
  const questions = new Set(course.questions.map((draft) => draft.question.id));
  for (const token of allTokens(lesson)) {
    if (token.type === 'check' && !questions.has(token.content)) {
      refuse(`「?[${token.content}]」という問題が、このコースにありません。`, token);
    }
    if (token.type === 'image') lintImage(token, assets, refuse);
    if (token.type === 'link_open') lintFile(token, assets, refuse);
  }
  return problems;
}

/** How a lesson must be written: everything that a reader or the page would stumble over. */
export function lintLesson(lesson: LessonDraft, terms: ReadonlySet<string> | null): Problem[] {
  const problems: Problem[] = [];
  const refuse = refuser(lesson, problems);
  const tokens = allTokens(lesson);
  lintHeadings(tokens, refuse);
  lintBoxes(lesson, refuse);
  for (const token of tokens) {
    lintText(token, refuse);
    lintLink(token, refuse);
    lintScene(token, refuse);
    if (token.type === 'term' && terms && !terms.has(token.content)) {
      refuse(`用語集に「${token.content}」がありません。`, token);
    }
    if (token.type === 'inline') lintSentences(token, refuse);
    if (token.type === 'inline') lintEquations(token, refuse);
  }
  lintSources(lesson, refuse);
  for (const reason of readingLevelProblems(paragraphsOf(tokens))) refuse(reason);
  const { outside: count, inScenes } = charactersOf(parseMarkdown(lesson.body));
  const checks = tokens.filter(({ type }) => type === 'check').length;
  const read = count + inScenes;
  for (const reason of minutesReasons(lesson.facts.minutes, read, checks)) refuse(reason);
  if (count > MAXIMUM_CHARACTERS) {
    refuse(`本文が${String(count)}字あります。${String(MAXIMUM_CHARACTERS)}字以内にしてください。`);
  }
  return problems;
}

/** A box that is never closed would swallow the rest of the lesson without a word. */
function lintBoxes({ body }: LessonDraft, refuse: Refuse): void {
  const lines = body.split('\n');
  const opened = lines.filter((line) => /^:::+\s*\S/.test(line)).length;
  const closed = lines.filter((line) => /^:::+\s*$/.test(line)).length;
  if (opened !== closed)
    refuse(
      `囲みの始まり(${String(opened)}個)と終わり「:::」(${String(closed)}個)の数が合いません。`,
    );
}

/**
 * Characters that a reader has before them: without pictures, folded details, checks and spaces. Scenes are gone through
 * step by step: they take their minutes, and the page stays as long as it was.
 */
function charactersOf(tokens: readonly MarkdownToken[]): { outside: number; inScenes: number } {
  const count = { outside: 0, inScenes: 0 };
  let folded = 0;
  let inScene = false;
  for (const token of tokens) {
    if (token.type === 'container_details_open') folded += 1;
    if (token.type === 'container_details_close') folded -= 1;
    if (token.type === 'scene_open' || token.type === 'scene_close') inScene = token.nesting === 1;
    if (folded === 0) count[inScene ? 'inScenes' : 'outside'] += charactersIn(token);
  }
  return count;
}

function charactersIn(token: MarkdownToken): number {
  if (token.type === 'fence' || token.type === 'code_block') return countRead(token.content);
  return token.type === 'inline' ? countRead(readText(token)) : 0;
}

/** The text of a block as it is read. */
export function readText(token: MarkdownToken): string {
  return (token.children ?? [])
    .filter((child) => ['text', 'code_inline', 'term'].includes(child.type))
    .map((child) => child.content)
    .join('');
}

/** Running text: what stands in headings and tables does not say how hard a lesson is to read. */
function paragraphsOf(tokens: readonly MarkdownToken[]): string[] {
  return tokens
    .filter(
      (token, index) => token.type === 'inline' && tokens[index - 1]?.type === 'paragraph_open',
    )
    .map(readText);
}

/** In characters as one counts them, not in code units. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}

export function longSentences(text: string): string[] {
  return text
    .split(/(?<=[。!?！？])|\n/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => lengthOf(sentence) > MAXIMUM_SENTENCE);
}

function refuser(lesson: LessonDraft, problems: Problem[]): Refuse {
  return (reason, place) => {
    const within = typeof place === 'number' ? place : place?.map?.[0];
    const line = within === undefined ? null : within + lesson.bodyLine;
    problems.push({ file: lesson.file, line, reason });
  };
}

/** Blocks with their inner tokens; inner ones get the line of their block. */
function allTokens(lesson: LessonDraft): MarkdownToken[] {
  return parseMarkdown(lesson.body).flatMap((token) => {
    const children = token.children ?? [];
    for (const child of children) child.map = token.map;
    return [token, ...children];
  });
}

function lintImage(token: MarkdownToken, assets: ReadonlySet<string>, refuse: Refuse): void {
  const source = String(token.attrGet('src') ?? '');
  const name = /^assets\/([^/]+)$/.exec(decodeURI(source))?.[1];
  if (name === undefined || !assets.has(name))
    refuse(`画像「${source}」がありません。assets/ に置いてください。`, token);
  if (token.content.trim() === '') refuse(`画像「${source}」に代替テキストがありません。`, token);
}

/** A file to work with, handed out beside the text. */
function lintFile(token: MarkdownToken, assets: ReadonlySet<string>, refuse: Refuse): void {
  const name = fileOf(token);
  if (name !== null && !assets.has(decodeURI(name)))
    refuse(`ファイル「assets/${name}」がありません。assets/ に置いてください。`, token);
}

function lintHeadings(tokens: readonly MarkdownToken[], refuse: Refuse): void {
  let before = 1;
  for (const token of tokens.filter((item) => item.type === 'heading_open')) {
    const level = Number(token.tag.slice(1));
    if (level === 1) refuse('見出しは「##」から始めてください。', token);
    else if (level > before + 1 || level > 4)
      refuse('見出しの段階が飛んでいるか、深すぎます。', token);
    before = Math.max(level, 2);
  }
}

function lintText(token: MarkdownToken, refuse: Refuse): void {
  if (token.type !== 'text') return;
  if (RAW_HTML.test(token.content)) refuse('HTMLは書けません。', token);
  const box = /^:::+\s*(\S*)/.exec(token.content)?.[1];
  if (box === undefined) return;
  const names = [...Object.keys(BOXES), 'details', 'scene'].join('、');
  refuse(`囲み「:::${box}」を読めません。使えるのは ${names} で、最後に「:::」が必要です。`, token);
}

/** Lines of a scene are counted from its first one. */
function lintScene(token: MarkdownToken, refuse: Refuse): void {
  const scene = sceneOf(token);
  if (!scene) return;
  const start = token.map?.[0] ?? 0;
  for (const { line, reason } of sceneProblems(scene)) refuse(reason, start + line);
}

function lintLink(token: MarkdownToken, refuse: Refuse): void {
  if (token.type !== 'link_open') return;
  const target = String(token.attrGet('href') ?? '');
  const isInside = /^(\/(?!\/)|#)/.test(target) || fileOf(token) !== null;
  if (!isInside)
    refuse(`本文から外へのリンク(${target})は置けません。出典は sources に書いてください。`, token);
}

function lintSentences(token: MarkdownToken, refuse: Refuse): void {
  for (const sentence of longSentences(readText(token))) {
    refuse(
      `1文が${String(lengthOf(sentence))}字あります(${String(MAXIMUM_SENTENCE)}字まで): ${sentence.slice(0, 20)}…`,
      token,
    );
  }
}

function lintEquations(token: MarkdownToken, refuse: Refuse): void {
  for (const equation of wrongEquations(readText(token))) {
    refuse(`計算「${equation}」が合いません。計算し直してください。`, token);
  }
}

/** Laws, years and counts of others can change: a reader must be able to look them up. */
function lintSources({ body, facts }: LessonDraft, refuse: Refuse): void {
  const claim = CLAIM.exec(body)?.[0];
  if (claim === undefined || facts.sources.length > 0) return;
  refuse(`「${claim}」のような法令や年の記述があるので、sources に出典と日付が必要です。`);
}

function countRead(text: string): number {
  return lengthOf(text.replaceAll(/\s/g, ''));
}
