import { readFileSync } from 'node:fs';
import js from '@eslint/js';
import boundaries from 'eslint-plugin-boundaries';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/**
 * Who may import whom: a lib uses only those before it, so that knowledge flows in one direction. The order is that of
 * nest-cli.json, the one place where a lib is declared.
 */
const { projects } = JSON.parse(readFileSync(new URL('nest-cli.json', import.meta.url), 'utf8'));
const LIBS = Object.keys(projects).filter(
  (name) => projects[name].type === 'library' && name !== 'testing',
);

const among = (types) => ({ element: { type: types } });
const layerPolicies = [
  ...LIBS.map((lib, index) => ({
    from: among(lib),
    allow: { to: among(LIBS.slice(0, index + 1)) },
  })),
  // The schema is applied by the platform; nothing else knows the migrations.
  { from: among('platform'), allow: { to: among('migrations') } },
  { from: among('migrations'), allow: { to: among(['migrations', 'platform']) } },
  // Apps use libs and themselves; nothing imports an app.
  ...['web', 'worker', 'cli'].map((app) => ({
    from: among(app),
    allow: { to: among([...LIBS, app]) },
  })),
  { from: among('testing'), allow: { to: among([...LIBS, 'testing', 'migrations']) } },
  {
    from: among('test'),
    allow: { to: among([...LIBS, 'testing', 'test', 'web', 'worker', 'cli', 'migrations']) },
  },
];

/** Beside the code stand its specs, which may also use the factories and the test database. */
const specPolicies = [
  ...layerPolicies,
  ...LIBS.map((from) => ({ from: among(from), allow: { to: among('testing') } })),
  // The filled templates of test/support are made by the apps, so only their specs may copy them.
  ...['web', 'worker', 'cli'].map((from) => ({
    from: among(from),
    allow: { to: among(['testing', 'test']) },
  })),
];

const only = (names, message) => ({ group: names, message });
const HTTP = only(
  [
    'express',
    'express-session',
    'hbs',
    'handlebars',
    'passport',
    'passport-*',
    '@nestjs/passport',
    'helmet',
  ],
  'HTTP and HTML live in apps/web, so that the product can be used without them.',
);
const QUEUE = only(
  ['bullmq', 'ioredis'],
  'Only platform/jobs talks to the queue: the ledger is the truth.',
);
const CLS = only(
  ['nestjs-cls', '@nestjs-cls/*'],
  'Transactions go through platform/database, so that nothing writes outside of one.',
);
const PAGES = only(
  ['**/pages/**'],
  'What a page and an answer to a program share stands in apps/web/src/shared or in a lib.',
);
const DEEP = only(['@app/*/*'], 'A lib is entered through its index.ts.');
const restrict = (...patterns) => ({
  'no-restricted-imports': ['error', { patterns: [DEEP, ...patterns] }],
});

const TIME = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Inject Clock: the product can be started on another day.',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Inject Clock: the product can be started on another day.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Chance comes from the platform, so that tests can repeat it.',
  },
];
const ENUMS = [
  { selector: 'TSEnumDeclaration', message: 'A union of strings says the same and needs no code.' },
];
/** Four parameters; a constructor may name seven collaborators before the class must be split. */
const PARAMETERS = [
  {
    selector:
      "FunctionDeclaration[params.length>4], ArrowFunctionExpression[params.length>4], MethodDefinition[kind!='constructor'] > FunctionExpression[params.length>4]",
    message: 'More than four parameters: take one object.',
  },
  {
    selector: "MethodDefinition[kind='constructor'] > FunctionExpression[params.length>7]",
    message: 'More than seven collaborators: split the class.',
  },
];
const ENVIRONMENT = [
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'The environment is read in platform/config only.',
  },
];

export default defineConfig(
  {
    ignores: [
      'dist/**',
      'node_modules/**',
      '.data/**',
      'test-output/**',
      'coverage-report/**',
      'apps/web/dist/**',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    // What needs types is looked at by oxlint, ten times as fast (.oxlintrc.json).
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
    languageOptions: {
      parserOptions: { emitDecoratorMetadata: true, experimentalDecorators: true },
    },
    plugins: { boundaries },
    settings: {
      'import/resolver': { typescript: { project: 'tsconfig.json' } },
      'boundaries/elements': [
        ...LIBS.map((lib) => ({ type: lib, pattern: `libs/${lib}` })),
        { type: 'testing', pattern: 'libs/testing' },
        { type: 'web', pattern: 'apps/web' },
        { type: 'worker', pattern: 'apps/worker' },
        { type: 'cli', pattern: 'apps/cli' },
        { type: 'migrations', pattern: 'migrations' },
        { type: 'test', pattern: 'test' },
      ],
    },
    rules: {
      'boundaries/no-unknown-files': 'error',
      'boundaries/dependencies': ['error', { default: 'disallow', policies: layerPolicies }],
      ...restrict(HTTP, QUEUE, CLS),
      'no-restricted-syntax': ['error', ...TIME, ...ENVIRONMENT, ...ENUMS, ...PARAMETERS],
      // Limits set from the best of the code bases that we measured; a function that needs more needs a name for its parts.
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'max-depth': ['error', 3],
      // A switch over the kinds of a thing is one decision, however many kinds there are.
      complexity: ['error', { max: 10, variant: 'modified' }],
      eqeqeq: 'error',
      // Japanese names are written with a full-width space, in SQL and messages too.
      'no-irregular-whitespace': [
        'error',
        { skipStrings: true, skipTemplates: true, skipRegExps: true, skipComments: true },
      ],
      // Off: refusing control characters is what such an expression is for.
      'no-control-regex': 'off',
      // Nest modules are classes without members.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
    },
  },
  { files: ['apps/web/**/*.ts'], rules: restrict(QUEUE, CLS) },
  { files: ['apps/web/src/{api,shared,shell}/**/*.ts'], rules: restrict(QUEUE, CLS, PAGES) },
  {
    files: ['apps/worker/**/*.ts'],
    rules: restrict(
      only(['express', 'passport', 'passport-*', '@nestjs/passport'], HTTP.message),
      CLS,
    ),
  },
  { files: ['libs/platform/src/jobs/**/*.ts'], rules: restrict(HTTP, CLS) },
  { files: ['libs/platform/src/database/**/*.ts'], rules: restrict(HTTP, QUEUE) },
  // The platform is where time, chance and the environment come from.
  {
    files: ['libs/platform/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...ENVIRONMENT, ...ENUMS, ...PARAMETERS] },
  },
  {
    files: ['libs/platform/src/config/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...ENUMS, ...PARAMETERS] },
  },
  // A migration is one piece of SQL, read from top to bottom.
  { files: ['migrations/**/*.ts'], rules: { 'max-lines-per-function': 'off' } },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts', 'libs/testing/**/*.ts'],
    rules: {
      ...restrict(),
      'boundaries/dependencies': ['error', { default: 'disallow', policies: specPolicies }],
      'no-restricted-syntax': 'off',
      'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }],
      // A describe block is one function, however many sentences it holds.
      'max-lines-per-function': 'off',
    },
  },
  {
    files: ['apps/web/src/public/**/*.ts'],
    rules: { 'no-restricted-syntax': 'off', 'boundaries/no-unknown-files': 'off' },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        module: 'writable',
        require: 'readonly',
        __dirname: 'readonly',
        Buffer: 'readonly',
        performance: 'readonly',
        fetch: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        AbortSignal: 'readonly',
      },
    },
  },
);
