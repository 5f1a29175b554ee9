// What the starters say while they work. Plain Node: runs before anything is installed.
import { performance } from 'node:perf_hooks';

const STILL_MS = 10_000;

/** 12345 → '12.3 秒'. */
export function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} 秒`;
}

/**
 * Runs one step: says that it begins, that it still goes on every ten seconds, and how long it took.
 * @template T
 * @param {string} label what is being done, in Japanese
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(label, work) {
  const begun = performance.now();
  console.log(`▶ ${label}…`);
  const still = setInterval(
    () => console.log(`  … ${label}（${Math.round((performance.now() - begun) / 1000)} 秒経過）`),
    STILL_MS,
  );
  try {
    const result = await work();
    console.log(`✔ ${label}（${seconds(performance.now() - begun)}）`);
    return result;
  } finally {
    clearInterval(still);
  }
}

/** A problem that a person can solve: shown as it is, without a stack. */
export class Advice extends Error {}

/** Turns the usual causes of a failed write into advice; other errors come back as they are. */
export function advise(error, what) {
  const reason = String(error?.message ?? error).trim();
  const text = `${error?.code ?? ''} ${reason}`;
  const causes = [
    [
      /ENOSPC|EDQUOT|no space left/i,
      'ディスクの空きがありません。空きを作ってから、もう一度実行してください。',
    ],
    [
      /EROFS|read-only file system/i,
      '読み取り専用のディスクです。書き込める場所に複製してから実行してください。',
    ],
    [
      /EACCES|EPERM|permission denied/i,
      '書き込む権限がありません。フォルダーの所有者を確かめてください。',
    ],
    [
      /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET/i,
      'npm の取得先につながりません。ネットワークとプロキシの設定を確かめてください。',
    ],
  ];
  const found = causes.find(([pattern]) => pattern.test(text));
  if (found) return new Advice(`${what}: ${found[1]}\n${reason}`);
  return error instanceof Advice ? new Advice(`${what}。\n${error.message}`) : error;
}

/** Ends the program after a failure: advice as it is, a mistake of ours with its stack. */
export function fail(error) {
  console.error(error instanceof Advice ? `✖ ${error.message}` : error);
  process.exitCode = 1;
}
