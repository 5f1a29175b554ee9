import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bankReports, type BlindPaper, blindPaperOf, scoreBlind } from '@app/courses';
import { type CommandContext, CommandError } from '../command';

export const AUTHORING_USAGE =
  'profile | blind <コース,コース…|all> --seed 数 --out ファイル | blind-score <コース,コース…|all> --seed 数 --answers ファイル [--usage mock-3] [--ids ファイル] [--sample 数] [--choices-only]';

type Print = CommandContext['print'];

/** Every bank of questions: the mock exams beside the bounds of the real papers, and what guessing brings. */
export function printProfiles(folder: string, print: Print): void {
  for (const { name, questions, profile, tricks, choicesOnly } of bankReports(folder)) {
    print(`${name}(${String(questions)}問)`);
    for (const { name: trait, count, from, to } of profile) {
      const goal = from === to ? String(from) : `${String(from)}〜${String(to)}`;
      const mark = count < from || count > to ? '✖' : '✔';
      print(`  ${mark} ${trait}: ${String(count)}(目標 ${goal})`);
    }
    for (const { name: trick, right, tried, probability } of tricks.filter((row) => row.tried > 0))
      print(
        `  当て推量「${trick}」: ${String(tried)}問中${String(right)}問(偶然の確率 ${probability.toPrecision(2)})`,
      );
    const { asked, most } = choicesOnly;
    if (asked > 0)
      print(
        `  選択肢だけを見て当てられる上限: ${String(asked)}問中${String(most)}問(${String(Math.round((most / asked) * 100))}%)`,
      );
  }
}

/** Writes the questions as solvers get them, and says what must be kept to score them. */
export function writeBlind(folder: string, args: readonly string[], print: Print): void {
  const { paper, values } = paperOf(folder, args);
  if (!values.out) throw new CommandError('--out に、書き出すファイルを指定してください。');
  writeFileSync(resolve(values.out), paper.text);
  print(
    `${String(paper.entries.length)}問を ${values.out} に書き出しました(正解・順番・注記なし)。`,
  );
  print(`sha256: ${paper.hash}`);
  print('解答のファイルには、この sha256 の行と「Q1: ア」の形の行を書いてもらいます。');
}

export function scoreBlindAnswers(folder: string, args: readonly string[], print: Print): void {
  const { paper, values } = paperOf(folder, args);
  if (!values.answers) throw new CommandError('--answers に、解答のファイルを指定してください。');
  const answers = textOf(values.answers);
  const score = inWords(() => scoreBlind(paper, answers));
  const percent = ((score.right / Math.max(1, score.total)) * 100).toFixed(1);
  print(
    `${String(score.total)}問中${String(score.right)}問が正解と一致しました(${percent}%、無解答${String(score.unanswered)}問)。`,
  );
  for (const { number, id, given } of score.differences)
    print(`  Q${String(number)} ${id}: 解答「${given}」`);
}

/** What the person at the terminal can put right. */
function inWords<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw new CommandError(error.message);
    throw error;
  }
}

function paperOf(folder: string, args: readonly string[]) {
  const { values, positionals } = parsed(args);
  const named = positionals[0];
  const seed = wholeNumber(values.seed);
  if (named === undefined || seed === null)
    throw new CommandError(`使い方: courses ${AUTHORING_USAGE}`);
  const ids = values.ids === undefined ? [] : textOf(values.ids).split(/\s+/).filter(Boolean);
  const paper: BlindPaper = inWords(() =>
    blindPaperOf(folder, {
      courses: named === 'all' ? [] : listOf(named),
      seed,
      usages: listOf(values.usage ?? ''),
      ids,
      sample: wholeNumber(values.sample),
      shown: values['choices-only'] ? 'choices' : 'question',
    }),
  );
  if (paper.entries.length === 0)
    throw new CommandError(
      '条件に合う問題がありません。--usage・--ids・--choices-only を確かめてください。',
    );
  return { paper, values };
}

function listOf(typed: string): string[] {
  return typed.split(',').filter((part) => part !== '');
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        seed: text,
        out: text,
        answers: text,
        usage: text,
        ids: text,
        sample: text,
        'choices-only': { type: 'boolean' },
      },
    });
  } catch {
    throw new CommandError(`使い方: courses ${AUTHORING_USAGE}`);
  }
}

function wholeNumber(typed: string | undefined): number | null {
  return typed !== undefined && /^\d{1,9}$/.test(typed) ? Number(typed) : null;
}

function textOf(file: string): string {
  try {
    return readFileSync(resolve(file), 'utf8');
  } catch {
    throw new CommandError(`「${file}」を読めません。ファイルの場所を確かめてください。`);
  }
}
