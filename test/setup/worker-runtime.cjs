// How spec files load modules: packages come from Node itself, as in the product, once for each worker; our own modules
// come from Jest, once for each file.
const { createRequire } = require('node:module');
const { isAbsolute } = require('node:path');
const { Runtime } = require('./jest-parts.cjs');

/** Packages that remember what they were told (entities, strategies, plugins): every file needs its own of them. */
const LOADED_BY_JEST =
  /^(?:@jest\/globals|@nestjs\/(?:typeorm|passport)|passport|nestjs-cls|@nestjs-cls\/.+)$/;

class WorkerRuntime extends Runtime {
  requireModuleOrMock(from, name) {
    return isPackage(name) ? createRequire(from)(name) : super.requireModuleOrMock(from, name);
  }
}

/** Neither a path nor a lib of ours. */
function isPackage(name) {
  return !/^(\.|@app\/|node:)/.test(name) && !isAbsolute(name) && !LOADED_BY_JEST.test(name);
}

module.exports = WorkerRuntime;
