// Runs other programs of the project.
import { spawn } from 'node:child_process';
import { ROOT } from './folder.mjs';

/** Runs Node on a script of node_modules; collects what it says. */
export function runScript(script, args, options = {}) {
  return run(process.execPath, [script, ...args], options);
}

/**
 * Runs a program to its end. With `show` its output appears as it comes, otherwise it is returned.
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, { show = false, env = {}, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      shell,
    });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => (output += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code: code ?? (signal ? 1 : 0), output }));
  });
}
