import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  checkCourses,
  type CourseOutcome,
  CoursesModule,
  problemText,
  PublishCoursesService,
} from '@app/courses';
import { type AppConfig, PlatformModule } from '@app/platform';
import { type Command, type CommandContext, CommandError } from '../command';
import { withDatabase } from '../with-database';
import { AUTHORING_USAGE, printProfiles, scoreBlindAnswers, writeBlind } from './courses-authoring';

/** The folder `courses` beside `dist`. */
const COURSES = resolve(__dirname, '../../../../../courses');
const OUTCOMES = { published: '公開', unchanged: '変更なし', refused: '公開できません' } as const;

@Module({})
class PublishingModule {
  static forRoot(config: AppConfig): DynamicModule {
    return { module: PublishingModule, imports: [PlatformModule.forRoot(config), CoursesModule] };
  }
}

/** Looks at files only; publishing asks for the database by itself. */
export const coursesCommand: Command = {
  name: 'courses',
  summary: 'コースの原稿を確かめ(check)、変わったものを公開します(publish)。',
  usage: `check [フォルダー] | publish [フォルダー] | ${AUTHORING_USAGE}`,
  needsDatabase: false,
  async run([action, ...args], context) {
    if (action === 'check') check(folderOf(args), context);
    else if (action === 'publish')
      await withDatabase(context, (ready) => publish(folderOf(args), ready));
    else if (action === 'profile') printProfiles(folderOf(args), context.print);
    else if (action === 'blind') writeBlind(COURSES, args, context.print);
    else if (action === 'blind-score') scoreBlindAnswers(COURSES, args, context.print);
    else
      throw new CommandError(
        'courses の後に check・publish・profile・blind・blind-score のどれかを付けてください。',
      );
  },
};

function folderOf([path]: readonly string[]): string {
  const folder = resolve(path ?? COURSES);
  if (!existsSync(folder)) throw new CommandError(`フォルダー「${folder}」がありません。`);
  return folder;
}

function check(folder: string, { print }: CommandContext): void {
  const report = checkCourses(folder);
  for (const problem of report.problems) print(problemText(problem));
  print(
    `${String(report.courses)}コース、${String(report.lessons)}レッスン、${String(report.questions)}問、${String(report.terms)}語`,
  );
  if (report.problems.length === 0) return;
  throw new CommandError(`直すところが${String(report.problems.length)}件あります。`);
}

/** A course that cannot be published keeps its last version and does not keep the others from being published. */
async function publish(folder: string, { config, print }: CommandContext): Promise<void> {
  const app = await NestFactory.createApplicationContext(PublishingModule.forRoot(config), {
    logger: false,
  });
  try {
    const by = { accountId: null, label: '管理用コマンド(courses)' };
    const { courses } = await app.get(PublishCoursesService).publishFolder(folder, by);
    courses.forEach((outcome) => {
      printOutcome(outcome, print);
    });
    const isNothingThere =
      courses.length > 0 && courses.every(({ outcome }) => outcome === 'refused');
    if (isNothingThere)
      throw new CommandError(
        '公開できるコースがありません。courses check で直すところを確かめてください。',
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
