/** Cycles and dead ends in the import graph; who may import whom is checked by ESLint (eslint.config.mjs). */
module.exports = {
  forbidden: [
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
      comment: 'Factories and the test database must never reach production code.',
      from: { pathNot: '(^test/|\\.spec\\.ts$|^libs/testing/)' },
      to: { path: '^libs/testing/' },
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
