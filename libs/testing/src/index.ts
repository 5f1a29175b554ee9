export { addBigCity, type BigCityFacts } from './big-city';
export {
  anActor,
  type PeriodFacts,
  type PersonFacts,
  TEST_PASSWORD,
  TestCity,
  type UnitFacts,
} from './city';
export {
  type CourseFacts,
  type LessonFacts,
  type MandatoryFacts,
  RIGHT_CHOICE,
  type TestCourse,
  TestCourses,
  WRONG_CHOICE,
} from './course-factory';
export { addCorrection } from './correction-rows';
export { addEntryBatch } from './entry-rows';
export {
  createBareDatabase,
  createTestDatabase,
  type TestDatabase,
  type TestDatabaseOptions,
} from './database';
export { TestFigures } from './figures';
export { aCleanFile, aJpeg, anExif, aPdf, aPng, jpegSegment, pngChunk } from './files';
export { latch } from './latch';
export { addLetter } from './letter-rows';
export { lazyCity } from './lazy-city';
export { RandomCity } from './random-city';
export { addRecorder, type Recorder } from './recorder';
export { testServerUrl } from './server-url';
export { addNomination, askForSupport, type NominationFacts } from './nomination-rows';
export { rewriteHistory } from './rewrite-history';
export type { DatabaseTemplate, TemplatePlace } from './template';
export { type LibTest, startLibTest, TEST_DAY, TEST_NOW } from './module';
export { rowOf, rowsOf } from './rows';
