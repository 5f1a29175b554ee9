// The parts of Jest itself that a set-up may build on: those of the very version that runs.
const { createRequire } = require('node:module');

/** What a package of Jest requires, found from where that package stands. */
const within = (one, name) => createRequire(one.resolve(name));

const core = within(within({ resolve: require.resolve }, 'jest'), '@jest/core');

module.exports = {
  Sequencer: within(core, 'jest-config')('@jest/test-sequencer').default,
  Runtime: core('jest-runtime').default,
  ModuleMocker: within(core, 'jest-runtime')('jest-mock').ModuleMocker,
};
