import { DraftEffectsService } from '@app/coverage';
import {
  DraftTrials,
  POSTING_COLUMNS,
  RosterQueries,
  TransferDraftQueries,
  TransferDrafts,
} from '@app/organization';
import {
  addDays,
  Database,
  fiscalYearEnd,
  fiscalYearOf,
  type LocalDate,
  writeCsv,
} from '@app/platform';
import { addRecorder, anActor } from '@app/testing';
import type { INestApplicationContext } from '@nestjs/common';
import type { Actor } from '@app/access';
import type { Report } from './report';

/** In a city of some 10,000: half of them, and as many as a city of 1,000 moves. */
export async function measureDrafts(
  report: Report,
  app: INestApplicationContext,
  day: LocalDate,
): Promise<void> {
  const { accountId } = await addRecorder(app.get(Database));
  const actor = anActor({ accountId, roles: ['staff', 'hr'] });
  for (const moves of [500, 5000]) await measureDraft(report, app, { actor, moves, day });
}

/** 異動案: so many of the city's people are spread over all units, on the next 1 April. */
async function measureDraft(
  report: Report,
  app: INestApplicationContext,
  { actor, moves, day }: { readonly actor: Actor; readonly moves: number; readonly day: LocalDate },
): Promise<void> {
  const on = addDays(fiscalYearEnd(fiscalYearOf(day)), 1);
  const roster = await app.get(RosterQueries).listRoster(actor, on);
  const posts = roster.filter((row) => row.兼務区分 === '主務');
  const units = [...new Map(posts.map((row) => [row.所属コード, row.所属名]))];
  const moved = posts.slice(0, moves).map((row, at) => {
    const [code, name] = units[at % units.length] ?? [row.所属コード, row.所属名];
    return { ...row, 所属コード: code, 所属名: name };
  });
  if (moved.length < moves) throw new Error(`There are only ${String(moved.length)} to move`);
  const rows = moved.map((row) => POSTING_COLUMNS.map((column) => row[column]));
  const file = {
    fileName: 'ido.csv',
    bytes: writeCsv(POSTING_COLUMNS, rows, { encoding: 'utf-8-bom' }).bytes,
  };
  const of = `${String(moves)} moves, ${String(posts.length)} staff`;
  let begun = performance.now();
  const drafts = app.get(TransferDrafts);
  const id = await drafts.createOf(actor, { name: of, effectiveOn: on }, { postings: file });
  report.add(`draft: file read, ${of}`, performance.now() - begun, 'ms');
  const effects = app.get(DraftEffectsService);
  await effects.ask(actor, id);
  begun = performance.now();
  await effects.run();
  report.add(`draft: effects, ${of}`, performance.now() - begun, 'ms');
  const draft = await app.get(TransferDraftQueries).get(actor, id);
  const kept = await effects.find(actor, draft);
  if (kept.state !== 'made') throw new Error(JSON.stringify(kept));
  await measureLock(report, app, { draft, of });
}

/** How long others wait who want to write to the organisation, beside what is read meanwhile. */
async function measureLock(
  report: Report,
  app: INestApplicationContext,
  { draft, of }: { readonly draft: Parameters<DraftTrials['prepare']>[0]; readonly of: string },
): Promise<void> {
  const trials = app.get(DraftTrials);
  const prepared = await trials.prepare(draft);
  if (prepared === null) throw new Error('There is nothing to try');
  const begun = performance.now();
  await trials.look(prepared, () => Promise.resolve());
  report.add(`draft: rows written and taken back, ${of}`, performance.now() - begun, 'ms');
}
