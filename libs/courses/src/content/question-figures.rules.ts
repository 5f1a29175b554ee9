import type { CourseDraft, QuestionDraft } from './catalogue';
import type { Problem } from './problem';
import { readingReasons } from './svg-picture';

const SHORTEST_ALT = 15;
const OWN_FONTS = /^(?:sans-serif|serif|monospace)$/;

/** A question without its picture cannot be answered: it is not published. */
export function missingFigures({ assets, questions }: CourseDraft): Problem[] {
  const names = new Set(assets.map(({ name }) => `assets/${name}`));
  return questions.flatMap((draft) => {
    const asset = figureOf(draft)?.asset;
    return asset === undefined || names.has(asset)
      ? []
      : [problemOf(draft, `図「${asset}」がありません。`)];
  });
}

/** Whether the pictures of a course's questions can be read on a phone and by ear. */
export function lintFigures({ assets, questions }: CourseDraft): Problem[] {
  const sources = new Map(
    assets.map(({ name, bytes }) => [`assets/${name}`, bytes.toString('utf8')]),
  );
  return questions.flatMap((draft) => {
    const figure = figureOf(draft);
    const source = figure && sources.get(figure.asset);
    if (!figure || source === undefined) return [];
    const reasons = svgReasons(source);
    if (figure.alt.length < SHORTEST_ALT)
      reasons.push('図の代替テキストが短すぎます。図を見なくても答えられるように書いてください。');
    return reasons.map((reason) => problemOf(draft, `${figure.asset}: ${reason}`));
  });
}

function svgReasons(source: string): string[] {
  const reasons = readingReasons(source);
  const fonts = [...source.matchAll(/font-family[=:]\s*"?([^";>]+)/g)].map(
    (match) => match[1] ?? '',
  );
  if (fonts.some((font) => !OWN_FONTS.test(font.trim())))
    reasons.push('図の文字は sans-serif などの一般的な名前で指定してください。');
  return reasons;
}

function figureOf({ question }: QuestionDraft): { asset: string; alt: string } | undefined {
  return question.kind === 'case' ? undefined : question.figure;
}

function problemOf({ file, line, question }: QuestionDraft, reason: string): Problem {
  return { file, line, reason: `${question.id}: ${reason}` };
}
