import {
  type FileForm,
  type FileSummary,
  type ImportPlan,
  REPAIR_WORDS,
  repairedText,
  REPAIRS,
} from '@app/organization';
import { DELIMITER_WORDS } from '@app/platform';
import type { CommandContext } from '../command';

/** So many lines of a kind are said. */
export const SHOWN_LINES = 50;

/** The plan for whoever sits at the terminal. */
export function printPlan(plan: ImportPlan, { print }: CommandContext): void {
  const { affectedPeople, missingPeople, renamedPeople } = plan.summary;
  print(`発令日 ${plan.effectiveOn}`);
  printReadings(plan, print);
  if (renamedPeople > 0) {
    print(`氏名・フリガナ・メールアドレスが変わる職員 ${renamedPeople}名(発令日に変わります)`);
  }
  print(`データが変わる職員 ${affectedPeople}名、名簿にない職員 ${missingPeople}名`);
  const { alarms, undecidedNumbers } = plan.summary;
  for (const { message, examples } of alarms) {
    print(`▲ ${message}${examples.length > 0 ? `例: ${examples.join('、')}` : ''}`);
  }
  if (alarms.length > 0)
    print('▲ 元のファイルと見比べて正しいときは、--confirmed を付けて反映します。');
  printRepairs(plan, print);
  if (undecidedNumbers > 0) {
    print(
      `同じ人かどうかを選んでいない番号 ${undecidedNumbers}件(別の人として登録します。同じ人のときは --same 新しい番号=登録済みの番号 を付けます)`,
    );
  }
  const lines = [
    ...plan.suspicions.map((row) => `  ▲ ${row.subject}: ${row.message}`),
    ...plan.items.flatMap((item) =>
      item.problems.map(
        (problem) => `  ✕ ${item.line}行目 ${problem.column ?? ''}: ${problem.reason}`,
      ),
    ),
  ];
  for (const line of lines.slice(0, SHOWN_LINES)) print(line);
  if (lines.length > SHOWN_LINES) print(`  ほか${lines.length - SHOWN_LINES}件`);
}

const REPAIR_OPTIONS = { zeros: '--repair-zeros', newer: '--take-newer' } as const;

/** What was put right in the rows, and what could be. */
function printRepairs({ summary }: ImportPlan, print: CommandContext['print']): void {
  const { offered, done } = summary.repairs;
  for (const repair of REPAIRS) {
    const [was, could] = [done[repair], offered[repair]];
    if (was) print(repairedText(repair, was));
    if (could)
      print(
        `▲ ${REPAIR_WORDS[repair].offer(could.count)}例: ${could.examples.join('、')}。直して比べるときは ${REPAIR_OPTIONS[repair]} を付けます。`,
      );
  }
}

/** How the files were read: their rows, their form, and the words of the city in them. */
function printReadings({ summary }: ImportPlan, print: CommandContext['print']): void {
  for (const [name, file] of [
    ['組織', summary.units],
    ['職員', summary.postings],
  ] as const) {
    if (!file) continue;
    print(`${name}: ${countsText(file)}`);
    for (const line of formTexts(file.form)) print(`  ${line}`);
  }
  for (const { word, meaning } of summary.words.used)
    print(`「${word}」を「${meaning}」と読みました。`);
  for (const { word, count, lines, example } of summary.words.unknown) {
    const places = [example, lines.map((line) => `${line}行目`).join('、')].filter(Boolean);
    if (count === 0) continue;
    print(
      `▲ 「${word}」の読み方が決まっていません(${count}行: ${places.join('、')})。--word で示します。`,
    );
  }
}

/** What of the file was not read. */
function formTexts(form: FileForm | null): readonly string[] {
  if (form === null) return [];
  const { delimiter, sheet, skipped, unknownColumns } = form;
  const texts = [
    sheet === null
      ? `区切り: ${delimiter ? DELIMITER_WORDS[delimiter] : ''}`
      : `シート「${sheet}」`,
    ...skipped.map(
      ({ line, text }) => `${line}行目「${text}」は見出しより上のため読み飛ばしました。`,
    ),
  ];
  return unknownColumns.length === 0
    ? texts
    : [...texts, `列「${unknownColumns.join('」「')}」は読んでいません。`];
}

function countsText(file: FileSummary): string {
  const { fileName, rows, create, change, unchanged, refused } = file;
  return `${fileName} ${rows}行 = 追加${create} + 変更${change} + 変更なし${unchanged} + 取り込めない行${refused}`;
}
