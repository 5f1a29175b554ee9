export { anActor, type PersonFacts, TEST_PASSWORD, TestCity, type UnitFacts } from './city';
export { createTestDatabase, type TestDatabase } from './database';
export { TestFigures } from './figures';
export { aJpeg, anExif, aPdf, aPng, jpegSegment, pngChunk } from './files';
export { type LibTest, startLibTest, TEST_NOW } from './module';
