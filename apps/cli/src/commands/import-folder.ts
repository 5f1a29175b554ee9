import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportFile, ImportPlan } from '@app/organization';
import { CommandError } from '../command';

/** Somebody has to look at it: nothing was applied. A scheduler tells it from a fault (1) and from success (0). */
export const NEEDS_A_PERSON = 2;

/** How files of the folder are told apart, by the beginnings of their names. */
const BEGINNINGS = {
  units: ['units', 'soshiki', '組織'],
  postings: ['postings', 'shokuin', '職員'],
} as const;
type Kind = keyof typeof BEGINNINGS;
const ENDINGS = /\.(csv|tsv|txt|xlsx)$/iu;

/** Where files go when they are done with, inside of the folder. */
const DONE = 'done';
const HELD = 'held';

export interface FoundFiles {
  readonly names: readonly string[];
  readonly units: ImportFile | undefined;
  readonly postings: ImportFile | undefined;
}

/** The files that wait; null when there are none. Names that begin with a dot are still being written. */
export async function filesIn(folder: string): Promise<FoundFiles | null> {
  const units = await onlyOne(folder, 'units');
  const postings = await onlyOne(folder, 'postings');
  const names = [units, postings].filter((name) => name !== null);
  if (names.length === 0) return null;
  const read = async (name: string | null) =>
    name === null ? undefined : { fileName: name, bytes: await readFile(join(folder, name)) };
  return { names, units: await read(units), postings: await read(postings) };
}

async function onlyOne(folder: string, kind: Kind): Promise<string | null> {
  const all = await readdir(folder).catch(() => {
    throw new CommandError(`フォルダーを読めません: ${folder}`);
  });
  const own = all.filter(
    (name) =>
      ENDINGS.test(name) && BEGINNINGS[kind].some((beginning) => startsWith(name, beginning)),
  );
  if (own.length <= 1) return own[0] ?? null;
  throw new CommandError(
    `同じ種類のファイルが${String(own.length)}件あります(${own.join('、')})。1件だけ残してください。`,
    { exitCode: NEEDS_A_PERSON },
  );
}

function startsWith(name: string, beginning: string): boolean {
  return name.normalize('NFC').toLowerCase().startsWith(beginning);
}

/** Puts the files away with a report beside them, so that the next night does not take them again. */
export async function putAway(
  folder: string,
  names: readonly string[],
  { isDone, report, at }: { readonly isDone: boolean; readonly report: object; readonly at: Date },
): Promise<string> {
  const stamp = at.toISOString().replace(/[:.]/g, '-');
  const place = join(folder, isDone ? DONE : HELD, stamp);
  await mkdir(place, { recursive: true });
  for (const name of names) await rename(join(folder, name), join(place, name));
  await writeReport(join(place, 'report.json'), report);
  return place;
}

/** It names people: only its owner reads it. */
export async function writeReport(path: string, report: object): Promise<void> {
  await writeFile(path, `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 });
}

/** What keeps a program from applying a plan by itself; empty: nothing. */
export function reasonsToAsk({ summary }: ImportPlan, isConfirmed: boolean): readonly string[] {
  const refused = (summary.units?.refused ?? 0) + (summary.postings?.refused ?? 0);
  return [
    ...(refused > 0 ? [`取り込めない行が${String(refused)}行あります。`] : []),
    ...(isConfirmed ? [] : summary.alarms.map(({ message }) => message)),
    ...(summary.undecidedNumbers > 0
      ? [`同じ人かどうかを選んでいない番号が${String(summary.undecidedNumbers)}件あります。`]
      : []),
    ...(summary.words.unknown.length > 0
      ? [`読み方の決まっていない言葉が${String(summary.words.unknown.length)}件あります。`]
      : []),
  ];
}

/** The outcome for whoever reads it the next morning, or a program. */
export function reportOf(
  plan: ImportPlan,
  { batchId, reasons }: { readonly batchId: string | null; readonly reasons: readonly string[] },
) {
  const { units, postings, affectedPeople, newPeople, missingPeople, alarms, repairs } =
    plan.summary;
  return {
    isApplied: batchId !== null,
    ...{ batchId, reasons, effectiveOn: plan.effectiveOn, units, postings },
    ...{ affectedPeople, newPeople, missingPeople, alarms, repairs },
    suspicions: plan.suspicions.map(({ kind, subject, message }) => ({ kind, subject, message })),
    refused: plan.items
      .filter(({ verdict }) => verdict === 'refused')
      .map(({ file, line, subject, problems }) => ({ file, line, subject, problems })),
  };
}
