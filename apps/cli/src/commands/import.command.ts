import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { type DynamicModule, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppointmentsModule } from '@app/appointments';
import {
  type CityWord,
  type FileForm,
  type FileSummary,
  GIVEN_WORD_FORM,
  type GivenNumber,
  type ImportFile,
  type ImportPlan,
  OrganizationImports,
  OrganizationModule,
  readGivenNumber,
  readGivenWord,
} from '@app/organization';
import {
  type AppConfig,
  type AuditActor,
  Commands,
  DELIMITER_WORDS,
  DomainError,
  InvalidInput,
  isEnteredDay,
  type LocalDate,
  PlatformModule,
  words,
} from '@app/platform';
import { type Command, type CommandContext, CommandError } from '../command';

const ACTOR = { accountId: null, label: '管理用コマンド(import)' };
const SHOWN_LINES = 50;
const USAGE =
  '[--units 組織.csv|.xlsx] [--postings 職員.csv|.xlsx] [--units-sheet シート] [--postings-sheet シート] [--source 出どころ] [--word 状態:産休=育休]… [--on 2027-04-01] [--same 新しい番号=登録済みの番号]… [--apply] [--confirmed]';

@Module({})
class ImportingModule {
  static forRoot(config: AppConfig): DynamicModule {
    // Appointments say which 課 loses its leader.
    const imports = [PlatformModule.forRoot(config), OrganizationModule, AppointmentsModule];
    return { module: ImportingModule, imports };
  }
}

interface Options {
  readonly units?: string | undefined;
  readonly postings?: string | undefined;
  readonly on?: string | undefined;
  readonly apply?: boolean | undefined;
  /** 901=001 */
  readonly same?: readonly string[] | undefined;
  readonly confirmed?: boolean | undefined;
  readonly source?: string | undefined;
  /** 状態:産休=育休 */
  readonly word?: readonly string[] | undefined;
  readonly 'units-sheet'?: string | undefined;
  readonly 'postings-sheet'?: string | undefined;
}

/** The same import as on the screen 取込み; without --apply it only says what would change. */
export const importCommand: Command = {
  name: 'import',
  get summary() {
    return `${words.hr}のファイルを比べます。--apply を付けると反映します。`;
  },
  usage: USAGE,
  needsDatabase: true,
  async run(args, context) {
    const options = optionsOf(args);
    const app = await NestFactory.createApplicationContext(
      ImportingModule.forRoot(context.config),
      { logger: false },
    );
    try {
      await importFiles(app, options, context);
    } catch (error) {
      throw error instanceof DomainError ? new CommandError(textOf(error)) : error;
    } finally {
      await app.close();
    }
  },
};

async function importFiles(
  app: INestApplicationContext,
  options: Options,
  context: CommandContext,
): Promise<void> {
  const imports = app.get(OrganizationImports);
  const input = {
    units: await fileOf(options.units),
    postings: await fileOf(options.postings),
    effectiveOn: dayOf(options.on),
    source: options.source,
    words: (options.word ?? []).map(wordOf),
    unitsSheet: options['units-sheet'],
    postingsSheet: options['postings-sheet'],
  };
  const numbers = (options.same ?? []).map(numberOf);
  const plan = await context.step('ファイルを比べる', () => imports.planOf(input, numbers));
  printPlan(plan, context);
  if (!options.apply) {
    context.print('何も反映していません。反映するには --apply を付けてください。');
    return;
  }
  const given = { numbers, alarmsAccepted: options.confirmed };
  const command = (by: AuditActor) => imports.importAtOnce(by, input, given);
  await context.step('反映する', () => app.get(Commands).run({ actor: () => ACTOR, command }));
  context.print(`${plan.effectiveOn} の発令として反映しました。`);
}

function optionsOf(args: readonly string[]): Options {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const many = { type: 'string', multiple: true } as const;
  const options = {
    ...{ units: text, postings: text, on: text, apply: flag, same: many, confirmed: flag },
    ...{ source: text, word: many, 'units-sheet': text, 'postings-sheet': text },
  };
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch {
    throw new CommandError(`引数を読み取れません。使い方: import ${USAGE}`);
  }
}

function numberOf(text: string): GivenNumber {
  const given = readGivenNumber(text);
  if (given !== null) return given;
  throw new CommandError(
    `--same の「${text}」を読み取れません。番号が変わった人は 901=001(新しい番号=登録済みの番号)、別の人は 901= のように指定してください。`,
  );
}

function wordOf(text: string): CityWord {
  const given = readGivenWord(text);
  if (given !== null) return given;
  throw new CommandError(
    `--word の「${text}」を読み取れません。${GIVEN_WORD_FORM}で指定してください。`,
  );
}

function dayOf(text: string | undefined): LocalDate | undefined {
  if (text === undefined || isEnteredDay(text)) return text;
  throw new CommandError('--on の日付が正しくありません。2027-04-01 のように指定してください。');
}

async function fileOf(path: string | undefined): Promise<ImportFile | undefined> {
  if (path === undefined) return undefined;
  try {
    return { fileName: basename(path), bytes: await readFile(path) };
  } catch {
    throw new CommandError(`ファイルを読めません: ${path}`);
  }
}

function printPlan(plan: ImportPlan, { print }: CommandContext): void {
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

function textOf(error: DomainError): string {
  const fields = error instanceof InvalidInput ? Object.values(error.fields) : [];
  return [error.message, ...fields.slice(0, SHOWN_LINES)].join('\n  ');
}
