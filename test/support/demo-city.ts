import { join } from 'node:path';
import { CoursesModule, PublishCoursesService } from '@app/courses';
import { type AppConfig, loadConfig, type LocalDate } from '@app/platform';
import { PracticeModule } from '@app/practice';
import { type DatabaseTemplate, TEST_DAY, type TemplatePlace } from '@app/testing';
import { loadDemoCity } from '../../apps/cli/src/demo/load-demo-city';
import { withApp } from '../../apps/cli/src/with-app';

const COURSES = join(__dirname, '../../courses');
/** The real courses, published on this day, and nobody who could learn. */
export function publishedCourses(day: LocalDate = TEST_DAY): DatabaseTemplate {
  return {
    name: `courses_${day.replaceAll('-', '')}`,
    fill: (place) => publishCourses(configOf(place, day)),
  };
}

/** The real courses and the demo city of this day, as `npm start` makes them on an empty database. */
export function demoCity(day: LocalDate = TEST_DAY): DatabaseTemplate {
  return {
    name: `demo_${day.replaceAll('-', '')}`,
    from: publishedCourses(day),
    fill: (place) => loadDemoCity(configOf(place, day)),
  };
}

async function publishCourses(config: AppConfig): Promise<void> {
  const by = { accountId: null, label: 'test' };
  const { courses } = await withApp(config, [CoursesModule, PracticeModule], (app) =>
    app.get(PublishCoursesService).publishFolder(COURSES, by),
  );
  const refused = courses.filter(({ outcome }) => outcome === 'refused');
  if (refused.length > 0) throw new Error(`refused: ${refused.map(({ key }) => key).join(', ')}`);
}

function configOf({ databaseUrl, dataDir }: TemplatePlace, day: LocalDate): AppConfig {
  return loadConfig({
    NODE_ENV: 'test',
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    APP_NOW: `${day}T10:00:00+09:00`,
  });
}
