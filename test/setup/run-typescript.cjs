// For processes that a spec's own code starts from a source file: they see TypeScript as the build would leave it.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');

const LIBS = join(__dirname, '../../libs');
const OURS = /^@app\/([^/]+)$/;
const resolve = Module._resolveFilename;

Module._resolveFilename = function (request, ...rest) {
  const [, lib] = OURS.exec(request) ?? [];
  return resolve.call(this, lib ? join(LIBS, lib, 'src/index.ts') : request, ...rest);
};

require.extensions['.ts'] = (module, filename) => {
  const { transformSync } = require('@swc/core');
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    swcrc: false,
    module: { type: 'commonjs' },
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: { syntax: 'typescript', decorators: true },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        useDefineForClassFields: false,
      },
    },
  });
  module._compile(code, filename);
};
