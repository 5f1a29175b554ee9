import type { AuthoredText } from './authored-texts';
import type { LawFile } from './course-files.schema';
import type { Problem } from './problem';

/** 「…法12条」「…法律第12条」 */
const ARTICLE = /(?:法|法律)(?=第?\d+条)/gu;
const SAID_BEFORE = /(?:同法|この法律)$/u;

/** A law is named with an article only when the table says since when it is in force and until when that was looked up. */
export function lawProblems(
  texts: readonly AuthoredText[],
  laws: readonly LawFile[] | null,
): Problem[] {
  if (!laws) return [];
  const names = laws.flatMap((law) => [law.name, ...law.aliases]);
  return texts.flatMap(({ file, line, text }) =>
    [...unknownLaws(text, names), ...formerNames(text, laws)].map((reason) => ({
      file,
      line,
      reason,
    })),
  );
}

/** What was right when it was written: laws that have to be looked up again, and those that are named before their day. */
export function lawWarnings(
  texts: readonly AuthoredText[],
  laws: readonly LawFile[] | null,
  today: string,
): Problem[] {
  const stale = (laws ?? [])
    .filter(({ staleAfter }) => staleAfter < today)
    .map(({ name, staleAfter }) => ({
      file: 'laws.yaml',
      line: null,
      reason: `「${name}」を確かめ直す日(${staleAfter})を過ぎました。条文と施行日を確かめ、日付を直してください。`,
    }));
  const coming = (laws ?? []).filter(({ effective }) => effective > today);
  return [...stale, ...coming.flatMap((law) => tooEarly(law, texts))];
}

function tooEarly(
  { name, aliases, effective }: LawFile,
  texts: readonly AuthoredText[],
): Problem[] {
  return texts
    .filter(({ text }) => [name, ...aliases].some((known) => text.includes(known)))
    .map(({ file, line }) => ({
      file,
      line,
      reason: `「${name}」の定めは${effective}に施行されます。それまでの読み手に合うか確かめてください。`,
    }));
}

function unknownLaws(text: string, names: readonly string[]): string[] {
  return [...text.matchAll(ARTICLE)].flatMap((found) => {
    const before = text.slice(0, found.index + found[0].length);
    if (SAID_BEFORE.test(before) || names.some((name) => before.endsWith(name))) return [];
    return [
      `「…${before.slice(-12)}」の条文が laws.yaml にありません。施行日と、確かめ直す日を書いてください。`,
    ];
  });
}

/** 「旧下請法」 says itself that it is gone. */
function formerNames(text: string, laws: readonly LawFile[]): string[] {
  return laws.flatMap(({ name, former }) =>
    former
      .filter((old) => text.replaceAll(`旧${old}`, '').includes(old))
      .map(
        (old) =>
          `「${old}」は今の名前「${name}」で書いてください(前の名前を示すときは「旧${old}」)。`,
      ),
  );
}
