// The ES modules among the packages that each spec file loads for itself (test/setup/worker-runtime.cjs).
const COMPILED_PACKAGES = '@nestjs/(typeorm|passport)';
const swcOptions = {
  swcrc: false,
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
  jsc: {
    target: 'es2022',
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
};

// Business rules must not depend on the zone of the machine; the workers inherit this.
process.env.TZ ??= 'UTC';
process.env.NODE_ENV = 'test';
// Processes that our own code starts from a source file. Pages are short-lived: with more room for what is young a spec spends
// a fifth less of its time on clearing up.
const RUN_TYPESCRIPT = `--require ${JSON.stringify(`${__dirname}/test/setup/run-typescript.cjs`)}`;
process.env.NODE_OPTIONS = `${RUN_TYPESCRIPT} --max-semi-space-size=64`;

/** @type {import('jest').Config} */
module.exports = {
  rootDir: __dirname,
  roots: ['apps', 'libs', 'migrations', 'test'].map((folder) => `<rootDir>/${folder}`),
  testMatch: ['**/*.spec.ts'],
  // What `npm run proof` alone has the time for.
  testPathIgnorePatterns: process.env.PROOF === 'yes' ? [] : ['/test/proof/'],
  testEnvironment: '<rootDir>/test/setup/worker-environment.cjs',
  runtime: '<rootDir>/test/setup/worker-runtime.cjs',
  testSequencer: '<rootDir>/test/setup/longest-first.cjs',
  maxWorkers: 2,
  testTimeout: 30_000,
  transform: { '^.+\\.(ts|js|mjs)$': ['@swc/jest', swcOptions] },
  transformIgnorePatterns: [`/node_modules/(?!(${COMPILED_PACKAGES})/)`],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  moduleNameMapper: { '^@app/([^/]+)$': '<rootDir>/libs/$1/src/index.ts' },
  globalSetup: '<rootDir>/test/setup/global-setup.ts',
  globalTeardown: '<rootDir>/test/setup/global-teardown.ts',
};
