// Where spec files run: in the worker's own context instead of a new one for each file. Together with worker-runtime.cjs
// this saves what most files would spend their time on: loading and compiling Nest, TypeORM and our own modules anew.
// A file still gets its own instances of all our modules; what it may have changed around them is put back afterwards.
const { AsyncLocalStorage } = require('node:async_hooks');
const vm = require('node:vm');
const { ModuleMocker } = require('./jest-parts.cjs');
require('./handlebars-memory.cjs');

/** Jest wants to be told a context of `vm`; this one only stands for that of the worker. */
const OWN_CONTEXT = vm.createContext({});

const compileFunction = vm.compileFunction;
/** What was compiled by file: to call the same function again makes another instance of the module. */
const compiled = new Map();

vm.compileFunction = (code, parameters, options) => {
  if (options?.parsingContext !== OWN_CONTEXT) return compileFunction(code, parameters, options);
  const known = compiled.get(options.filename);
  if (known?.code === code) return known.body;
  const body = compileFunction(code, parameters, { ...options, parsingContext: undefined });
  compiled.set(options.filename, { code, body });
  return body;
};

/**
 * Storages that a file's modules have used. Up to Node.js 22 each of them costs time on every promise that is made, as long
 * as it is not disabled: those of a hundred files made the last ones several times slower than the first.
 */
const storages = new Set();
for (const name of ['run', 'enterWith']) {
  const original = AsyncLocalStorage.prototype[name];
  AsyncLocalStorage.prototype[name] = function (...args) {
    storages.add(this);
    return original.apply(this, args);
  };
}

function disableStorages() {
  for (const storage of storages) storage.disable();
  storages.clear();
}

/** Where TypeORM collects the entities that a file's modules declare, and Jest a file's time limit. */
const LEFT_BEHIND = ['typeormMetadataArgsStorage', Symbol.for('TEST_TIMEOUT_SYMBOL')];

class WorkerEnvironment {
  constructor() {
    this.global = globalThis;
    this.moduleMocker = new ModuleMocker(globalThis);
    // Time goes through Clock: no spec fakes the timers.
    this.fakeTimers = null;
    this.fakeTimersModern = null;
    const { console } = globalThis;
    const { env, exit } = process;
    const variables = { ...env };
    this.putBack = () => {
      globalThis.console = console;
      process.exit = exit;
      for (const name of Object.keys(env)) if (!(name in variables)) delete env[name];
      Object.assign(env, variables);
      for (const key of LEFT_BEHIND) delete globalThis[key];
    };
  }

  async setup() {}

  async teardown() {
    this.putBack();
    disableStorages();
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return OWN_CONTEXT;
  }
}

module.exports = WorkerEnvironment;
