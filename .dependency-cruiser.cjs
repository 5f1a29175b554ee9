// Who may import whom, cycles and dead ends in the import graph.
const { projects } = require('./nest-cli.json');

/** The order of nest-cli.json, the one place where a lib is declared: a lib uses only those before it. */
const LIBS = Object.keys(projects).filter(
  (name) => projects[name].type === 'library' && name !== 'testing',
);

const layers = LIBS.slice(0, -1).map((lib, index) => ({
  name: `${lib}-uses-only-what-is-below`,
  severity: 'error',
  comment: 'Knowledge flows in one direction: a lib uses only those before it in nest-cli.json.',
  from: { path: `^libs/${lib}/` },
  to: { path: `^libs/(${LIBS.slice(index + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...layers,
    {
      name: 'apps-know-nothing-of-each-other',
      severity: 'error',
      comment: 'What two apps need belongs in a lib.',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'only-the-platform-knows-migrations',
      severity: 'error',
      comment: 'The schema is applied by the platform; nothing else knows the migrations.',
      from: { pathNot: '^(libs/(platform|testing)|migrations|test)/' },
      to: { path: '^migrations/' },
    },
    {
      name: 'migrations-stand-on-the-platform',
      severity: 'error',
      comment: 'A migration is frozen: what it uses must not change.',
      from: { path: '^migrations/' },
      to: { path: '^(libs|apps|test)/', pathNot: '^libs/platform/' },
    },
    {
      name: 'test-only-from-specs-of-apps',
      severity: 'error',
      comment:
        'The filled templates of test/support are made by the apps: only their specs may copy them.',
      from: { pathNot: '(^test/|^apps/.*\\.spec\\.ts$)' },
      to: { path: '^test/' },
    },
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'A cycle means that two files are one; split off what both need.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-imports-an-app',
      severity: 'error',
      comment: 'Apps are entry points; what two of them need belongs in a lib.',
      from: { pathNot: '^(apps|test)/' },
      to: { path: '^apps/' },
    },
    {
      name: 'api-never-imports-pages',
      severity: 'error',
      comment:
        'What a page and an answer to a program share stands in apps/web/src/shared or in a lib.',
      from: { path: '^apps/web/src/(api|shared|shell)/' },
      to: { path: '^apps/web/src/pages/' },
    },
    {
      name: 'testing-only-from-specs',
      severity: 'error',
      comment:
        'Factories, stages (*.stage.ts) and the test database must never reach production code.',
      from: { pathNot: '(^test/|\\.(spec|stage)\\.ts$|^libs/testing/)' },
      to: { path: '(^libs/testing/|\\.stage\\.ts$)' },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      comment: 'An import that does not resolve fails at start.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^dist/|/public/)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
