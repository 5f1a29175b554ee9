import type { AssetDraft, CourseDraft, LessonDraft } from './catalogue';
import { parseMarkdown } from './markdown';
import type { Problem } from './problem';
import { narrowNameOf, readingReasons, wideNameOf } from './svg-picture';

/** Whether the pictures of a course's lessons can be read on a phone, and its narrow ones are narrow ones of something. */
export function lintLessonFigures({ folder, assets, lessons }: CourseDraft): Problem[] {
  const sources = new Map(assets.map(({ name, bytes }) => [name, bytes.toString('utf8')]));
  return [
    ...assets.flatMap((asset) =>
      narrowReasons(asset, sources).map((reason) => ({
        file: `${folder}/assets/${asset.name}`,
        line: null,
        reason,
      })),
    ),
    ...lessons.flatMap((lesson) => unreadable(lesson, sources)),
  ];
}

function narrowReasons({ name }: AssetDraft, sources: ReadonlyMap<string, string>): string[] {
  const wide = wideNameOf(name);
  if (wide === null) return [];
  const missing = sources.has(wide) ? [] : [`もとの図「assets/${wide}」がありません。`];
  return [...missing, ...readingReasons(sources.get(name) ?? '')];
}

/** A picture that has a narrow one is judged by that. */
function unreadable(lesson: LessonDraft, sources: ReadonlyMap<string, string>): Problem[] {
  return picturesOf(lesson).flatMap(({ name, line }) => {
    const source = sources.get(name);
    const narrow = narrowNameOf(name);
    if (source === undefined || !name.endsWith('.svg') || sources.has(narrow)) return [];
    return readingReasons(source).map((reason) => ({
      file: lesson.file,
      line,
      reason: `図「assets/${name}」: ${reason}スマートフォン用の図「assets/${narrow}」を置いてください。`,
    }));
  });
}

function picturesOf({ body, bodyLine }: LessonDraft): { name: string; line: number }[] {
  return parseMarkdown(body).flatMap((block) =>
    (block.children ?? [])
      .filter(({ type }) => type === 'image')
      .map((image) => ({
        name: decodeURI(String(image.attrGet('src') ?? '')).replace(/^assets\//, ''),
        line: bodyLine + (block.map?.[0] ?? 0),
      })),
  );
}
