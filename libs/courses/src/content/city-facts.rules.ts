import { Words } from '@app/platform';
import { authoredTexts, type AuthoredText } from './authored-texts';
import type { Catalogue } from './catalogue';
import type { Problem } from './problem';

/** The words of a city that lessons and questions may name; set under 管理, put in when they are shown. */
const CITY_VARIABLES: readonly string[] = Object.keys(Words.standard.inLessons);

/** What the plan asks for is known to lessons only. */
const ONLY_IN_LESSONS = 'city.goal_';
const VARIABLE = /\{\{([^}]*)\}\}/g;

/** 「魚津市」: a name before 市, 町 or 村 where a word about the municipality follows. */
const NAMED =
  /[\p{Script=Han}\p{Script=Katakana}ヶ]{1,6}[市町村](?=[のがはをにでと、。(「]|長|議会|役所|役場|立|DX|ホームページ|$)/gu;
/** What stands before 市 without naming one: other cities, kinds of cities, the state's way to speak of all of them. */
const NO_NAME =
  /(?:[他本当各同両隣都全元新旧]|近隣|政令|指定都?|中核|特別|特例|先進|区|架空|見本|対象|参加|広域|事業者|自治体|北|南|東|西|市|町|下|港|朝)[市町村]$/u;
/** The municipality itself, as 市 that is no part of a longer word. */
const OWN =
  /(?<![\p{Script=Han}\p{Script=Katakana}A-ZＡ-Ｚ○])(?:市(?![\p{Script=Han}\p{Script=Katakana}])|市(?:全体|民|内|外|長|議会|役所|税|道|立|独自|職員|固有|境))|[本当]市(?!町|場|販)/gu;

/**
 * A source file serves every city: what belongs to one stands in a variable, so that a 町 reads of its 町 and no city of
 * another one's name. Points for the city (cityReview) are not for learners and may name examples.
 */
export function cityFactProblems(catalogue: Catalogue): Problem[] {
  return authoredTexts(catalogue).flatMap((text) =>
    [...variableReasons(text), ...cityFactReasons(text.text, text.place)].map((reason) => ({
      file: text.file,
      line: text.line,
      reason,
    })),
  );
}

function variableReasons({ text, place }: AuthoredText): string[] {
  return [...text.matchAll(VARIABLE)].flatMap(([whole, name = '']) => {
    if (place === 'fixed')
      return [`「${whole}」: 題名・めあて・図・正解の言葉では変数を使えません。`];
    if (!CITY_VARIABLES.some((known) => name === `city.${known}`))
      return [`「${whole}」という変数はありません。`];
    if (place !== 'lesson' && name.startsWith(ONLY_IN_LESSONS))
      return [`「${whole}」は、レッスンの本文だけで使えます。`];
    return [];
  });
}

/** Names of municipalities, and 市 where another city has a 町. */
export function cityFactReasons(text: string, place: AuthoredText['place']): string[] {
  const plain = text.replaceAll(VARIABLE, '');
  const names = [...plain.matchAll(NAMED)].map(([name]) => name).filter((it) => !NO_NAME.test(it));
  const own = place === 'source' ? [] : [...plain.matchAll(OWN)].map(([word]) => word);
  const instead =
    place === 'fixed'
      ? '市町村を限らない言い方にしてください。'
      : '{{city.kind}}(市・町・村)、{{city.head}}(市長)、{{city.hall}}(市役所)などの変数にしてください。';
  return [
    ...names.map(
      (name) => `一つの市の名前「${name}」があります。{{city.name}} などの変数にしてください。`,
    ),
    ...own.map((word) => `「${word}」は町や村では合いません。${instead}`),
  ];
}
