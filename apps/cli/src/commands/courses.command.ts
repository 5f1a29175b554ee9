import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  checkCourses,
  copyCourse,
  type CourseOutcome,
  CoursesModule,
  problemText,
  PublishCoursesService,
} from '@app/courses';
import {
  type AppConfig,
  InvalidInput,
  parseFiscalYear,
  localDateOf,
  PlatformModule,
  clockOf,
} from '@app/platform';
import { PracticeModule } from '@app/practice';
import { type Command, type CommandContext, CommandError } from '../command';
import { withDatabase } from '../with-database';
import { AUTHORING_USAGE, printProfiles, scoreBlindAnswers, writeBlind } from './courses-authoring';

/** The folder `courses` beside `dist`. */
const COURSES = resolve(__dirname, '../../../../../courses');
const OUTCOMES = { published: '公開', unchanged: '変更なし', refused: '公開できません' } as const;

@Module({})
class PublishingModule {
  static forRoot(config: AppConfig): DynamicModule {
    return {
      module: PublishingModule,
      imports: [PlatformModule.forRoot(config), CoursesModule, PracticeModule],
    };
  }
}

/** Looks at files only; publishing asks for the database by itself. */
export const coursesCommand: Command = {
  name: 'courses',
  summary:
    'コースの原稿を確かめ(check)、変わったものを公開し(publish)、市の版や次の年度の版に写します(copy)。',
  usage: `check [フォルダー] | publish [フォルダー] | copy <コース> <新しいキー> [--year 年度] | ${AUTHORING_USAGE}`,
  needsDatabase: false,
  async run([action, ...args], context) {
    if (action === 'check') check(foldersOf(args, context.config), context);
    else if (action === 'publish')
      await withDatabase(context, (ready) => publish(foldersOf(args, context.config), ready));
    else if (action === 'copy') copy(args, context);
    else if (action === 'profile') printProfiles(folderOf(args), context.print);
    else if (action === 'blind') writeBlind(COURSES, args, context.print);
    else if (action === 'blind-score') scoreBlindAnswers(COURSES, args, context.print);
    else
      throw new CommandError(
        'courses の後に check・publish・copy・profile・blind・blind-score のどれかを付けてください。',
      );
  },
};

/** The city's own courses: in its data, so that an update of the product never meets them. */
const cityCourses = (config: AppConfig): string => join(config.DATA_DIR, 'courses');

/** The folder that was named; else the product's courses and, when there are any, the city's own. */
function foldersOf(args: readonly string[], config: AppConfig): readonly string[] {
  if (args.length > 0) return [folderOf(args)];
  return [COURSES, cityCourses(config)].filter((folder) => existsSync(folder));
}

/** A copy for the city to change, or the next edition of a yearly course, with what its author has to look at. */
function copy(args: readonly string[], { config, print }: CommandContext): void {
  const { positionals, year } = copyArguments(args);
  const [from, key] = positionals;
  if (from === undefined || key === undefined || positionals.length > 2)
    throw new CommandError(
      '「courses copy もとのコース 新しいキー」の形で書いてください。次の年度の版は、同じキーに --year を付けます(例: courses copy infosec infosec --year 2027)。',
    );
  const into = cityCourses(config);
  const made = inWords(() =>
    copyCourse({ roots: [COURSES, into], from, key, fiscalYear: year, into }),
  );
  print(`${made.folder} に写しました。もとのコースは変わりません。`);
  if (made.oldYear.length > 0) {
    print('前の年度の言い方が残っています。読んで直してください:');
    for (const line of made.oldYear) print(`  ${line}`);
  }
  print('直したら「courses check」で確かめ、「courses publish」で公開します。');
}

function copyArguments(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { year: { type: 'string' } },
    });
    if (values.year === undefined) return { positionals, year: null };
    const year = parseFiscalYear(values.year);
    if (year === null)
      throw new CommandError('--year には、年度を西暦4桁で書いてください(令和9年度は2027)。');
    return { positionals, year };
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError('courses copy に使えるのは --year だけです。');
  }
}

/** What the person at the terminal can put right. */
function inWords<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof InvalidInput) throw new CommandError(error.message);
    throw error;
  }
}

function folderOf([path]: readonly string[]): string {
  const folder = resolve(path ?? COURSES);
  if (!existsSync(folder)) throw new CommandError(`フォルダー「${folder}」がありません。`);
  return folder;
}

function check(folders: readonly string[], { config, print }: CommandContext): void {
  const today = localDateOf(clockOf(config).now());
  const report = checkCourses(folders, today);
  for (const warning of report.warnings) print(`▲ ${problemText(warning)}`);
  for (const problem of report.problems) print(problemText(problem));
  print(
    `${String(report.courses)}コース、${String(report.lessons)}レッスン、${String(report.questions)}問、${String(report.terms)}語`,
  );
  if (report.problems.length === 0) return;
  throw new CommandError(`直すところが${String(report.problems.length)}件あります。`);
}

/** A course that cannot be published keeps its last version and does not keep the others from being published. */
async function publish(
  folders: readonly string[],
  { config, print }: CommandContext,
): Promise<void> {
  const app = await NestFactory.createApplicationContext(PublishingModule.forRoot(config), {
    logger: false,
  });
  try {
    const by = { accountId: null, label: '管理用コマンド(courses)' };
    const { courses } = await app.get(PublishCoursesService).publishFolders(folders, by);
    courses.forEach((outcome) => {
      printOutcome(outcome, print);
    });
    const refused = courses.filter(({ outcome }) => outcome === 'refused');
    if (refused.length > 0)
      throw new CommandError(
        `公開できないコースが${String(refused.length)}件あります(${refused.map((it) => it.key).join('、')})。前の版のままです。courses check で直すところを確かめてください。`,
      );
  } finally {
    await app.close();
  }
}

function printOutcome(
  { key, outcome, version, problems }: CourseOutcome,
  print: (line: string) => void,
): void {
  if (outcome === 'unchanged') return;
  print(`  ${key}: ${OUTCOMES[outcome]}${version === null ? '' : `(第${String(version)}版)`}`);
  for (const problem of problems) print(`    ${problemText(problem)}`);
}
