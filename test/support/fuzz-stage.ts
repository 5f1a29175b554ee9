import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { CallHandler, ExecutionContext } from '@nestjs/common';
import { rowsOf } from '@app/testing';
import type { Response } from 'express';
import type { RouteRow } from '../../apps/web/src/shell/route-rows';
import { ROUTE_MATRIX } from '../structure/route-matrix';
import { publishedCourses } from './demo-city';
import type { Base, Holder } from './fuzz-cases';
import { FIELDS, filesOf, OWN_VISITS } from './fuzz-fields';
import { REACHED, Sender } from './fuzz-send';
import { type Ids, makeThings, NUMBERS } from './fuzz-things';
import { type FoundForm, formsIn } from './html-forms';
import { startWebTest, type Visitor, type WebTest } from './web';

/** Somebody who may do everything, in a small city with the courses, and a right request to each route. */
export interface FuzzStage {
  readonly web: WebTest;
  readonly sender: Sender;
  readonly visitor: Visitor;
  readonly ids: Ids;
  readonly bases: readonly Base[];
  /** Pages whose right request was not answered with 200, and commands whose fields nobody knows. */
  readonly doubts: readonly string[];
  /** Who sends to this route; for what ends a visit, a visit of its own. */
  holderOf(base: Base): Promise<Holder>;
}

export async function startFuzzStage(): Promise<FuzzStage> {
  const web = await startWebTest({
    template: publishedCourses(),
    prepare: (app) => app.useGlobalInterceptors(PROBE),
  });
  const sender = new Sender((web.server.address() as AddressInfo).port);
  const { ids, visitor } = await makeThings(web);
  const holder = await holderFor(visitor, '/settings');
  const doubts: string[] = [];
  const bases = await basesOf(visitor, ids, doubts);
  const holderOf = async (base: Base): Promise<Holder> => {
    if (!OWN_VISITS.test(base.route)) return holder;
    await forgetGuesses(web, ids);
    if (/^\/sign-in(?!\/continue)/.test(base.route)) return holderFor(web.anonymous(), '/sign-in');
    return holderFor(await web.signIn(NUMBERS.other), '/settings');
  };
  return { web, sender, visitor, ids, bases, doubts, holderOf };
}

/** Marks the answer of each request for which a handler was called: the last interceptor before it. */
const PROBE = {
  intercept(context: ExecutionContext, next: CallHandler) {
    const response = context.switchToHttp().getResponse<Response>();
    if (!response.headersSent) response.setHeader(REACHED, 'yes');
    return next.handle();
  },
};

async function holderFor(visitor: Visitor, page: string): Promise<Holder> {
  const { _csrf } = await visitor.hiddenFields(page);
  const access = { domain: '127.0.0.1', path: '/', secure: false, script: false };
  const cookies = visitor.agent.jar.getCookies(access);
  return { cookie: cookies.toValueString(), csrf: _csrf };
}

/** Whoever signs in for each case is neither slowed down nor shut out by the case before. */
async function forgetGuesses({ database }: WebTest, ids: Ids): Promise<void> {
  await database.execute('DELETE FROM sign_in_failures', []);
  await database.execute(
    `UPDATE accounts a SET password_hash = b.password_hash FROM accounts b WHERE b.id = $1 AND a.id = $2`,
    [ids.actorAccount, ids.otherAccount],
  );
}

/** What the parts of an address stand for, by where they stand. */
function partsOf(path: string, ids: Ids): Readonly<Record<string, string | undefined>> {
  const id = ID_OF.find(([pattern]) => pattern.test(path))?.[1];
  return {
    id: id && ids[id],
    personId: path.startsWith('/assignments') ? ids.person : ids.newcomer,
    person: NUMBERS.newcomer,
    change: 'details',
    act: 'move',
    other: ids.draft,
    accountId: ids.draftReader,
    code: codeOf(path, ids),
    unitCode: ids.unit,
    // The role that was added on the stage.
    role: 'role-3',
    letter: 'appointment',
    seal: 'omitted',
    kind: kindOf(path),
    key: ids.key,
    versionId: ids.version,
    lesson: ids.lesson,
    questionId: ids.question,
    assignmentId: ids.assignment,
    batchId: ids.batch,
    entryId: ids.entry,
    number: path.startsWith('/appointments') ? '1' : NUMBERS.joined,
    page: '1',
    name: path.startsWith('/imports') ? 'shokuin.csv' : ids.asset,
  };
}

function kindOf(path: string): string {
  if (path.startsWith('/reminders')) return 'learning_due';
  return path.includes('/named/') ? 'sheet_named' : 'sheet';
}

function codeOf(path: string, ids: Ids): string | undefined {
  if (path.startsWith('/certification-master')) return 'ip';
  return path.startsWith('/coverage/targets') ? 'bpr_cases' : ids.unit;
}

const ID_OF: readonly (readonly [RegExp, string])[] = [
  [/^\/accounts\/resets/, 'reset'],
  [/^\/accounts/, 'target'],
  [/^\/city-settings\/words/, 'word'],
  [/^\/mailbox/, 'mail'],
  [/^\/team/, 'deputy'],
  [/^\/my-role\/activities/, 'activity'],
  [/^\/(appointments\/)?nominations/, 'nomination'],
  [/^\/coverage\/publications/, 'publication'],
  [/^\/coverage\/reports/, 'report'],
  [/^\/files\/.*cancel$/, 'openOrder'],
  [/^\/files/, 'fileOrder'],
  [/^\/appointments\/letters/, 'letterBatch'],
  [/^\/appointments\/batches/, 'appointmentBatch'],
  [/^\/appointments/, 'appointment'],
  [/^\/certification-reviews\/corrections/, 'correction'],
  [/^\/certification-reviews\/entries/, 'entryBatch'],
  [/(revoke|annul|correct)$/, 'verified'],
  [/certification-re(views|cords)/, 'reported'],
  [/^\/drafts/, 'draft'],
  [/^\/imports\/words/, 'importWord'],
  [/^\/imports\/orders/, 'importOrder'],
  [/^\/imports\/.*undo$/, 'appliedBatch'],
  [/^\/imports/, 'batch'],
  [/^\/people\/joins/, 'join'],
  [/^\/quiz-attempts/, 'attempt'],
  [/^\/questions/, 'question'],
  [/^\/itpassport\/practice/, 'practice'],
  [/^\/certifications\/exams/, 'exam'],
  [/^\/certifications/, 'own'],
  [/^\/security\/sessions/, 'session'],
  [/^\/security/, 'factor'],
  [/^\/notices/, 'notice'],
  [/^\/settings\/tokens/, 'token'],
];

/** What must stand in the query of some pages for them to show anything. */
const QUERY_OF: readonly (readonly [RegExp, string])[] = [
  [
    /^\/files\/new/,
    `?${new URLSearchParams(FIELDS['/files/new'] as Record<string, string>).toString()}`,
  ],
  [/^\/people\/joins\/pair/, '?one=990004&other=990005'],
  [/^\/people\/joins\/new/, '?one=990004'],
  [/^\/coverage\/people/, '?figure=holders'],
  [
    /^\/coverage\/publications\/confirm/,
    `?${new URLSearchParams(FIELDS['/coverage/publications/new'] as Record<string, string>).toString()}`,
  ],
  [
    /^\/appointments\/letter-templates.*\/preview/,
    `?${new URLSearchParams(FIELDS['/appointments/letter-templates/:letter/:seal/new'] as Record<string, string>).toString()}`,
  ],
];

function addressOf({ path }: RouteRow, ids: Ids): string {
  const parts = partsOf(path, ids);
  const filled = path.replace(/:(\w+)/g, (_all, name: string) =>
    encodeURIComponent(parts[name] ?? randomUUID()),
  );
  if (path.startsWith('/imports/rows')) return `${filled}?batch=${ids.batch ?? ''}&show=postings`;
  return filled + (QUERY_OF.find(([pattern]) => pattern.test(path))?.[1] ?? '');
}

/** Opens every page once: what its forms hold is what a right request to their commands holds. */
async function basesOf(visitor: Visitor, ids: Ids, doubts: string[]): Promise<readonly Base[]> {
  const forms = new Map<string, FoundForm>();
  for (const row of ROUTE_MATRIX.filter(({ method }) => method === 'GET')) {
    if (/\.(csv|xlsx|json|pdf|cp932)$/.test(row.path)) continue;
    const page = await visitor.get(addressOf(row, ids));
    if (page.status !== 200) doubts.push(`${row.path}: ${String(page.status)}`);
    if (!page.headers['content-type']?.startsWith('text/html')) continue;
    for (const form of formsIn(page.text)) keepForm(forms, form);
  }
  const bases = ROUTE_MATRIX.map((row) => baseOf(row, addressOf(row, ids), forms.get(row.path)));
  const unknown = bases.filter(
    ({ method, route }) => method === 'POST' && !forms.has(route) && !FIELDS[route],
  );
  doubts.push(...unknown.map(({ route }) => `${route}: no form`));
  return bases;
}

/** The first form of each route. */
function keepForm(forms: Map<string, FoundForm>, form: FoundForm): void {
  const path = form.action.split('?')[0] ?? '';
  const row = ROUTE_MATRIX.find(
    ({ method, path: route }) => method === 'POST' && patternOf(route).test(path),
  );
  if (row && !forms.has(row.path)) forms.set(row.path, form);
}

function patternOf(route: string): RegExp {
  return new RegExp(`^${route.replace(/\./g, '\\.').replace(/:\w+/g, '[^/]+')}$`);
}

function baseOf({ method, path }: RouteRow, address: string, form: FoundForm | undefined): Base {
  const isApi = path.startsWith('/api/') || path.includes('passkey');
  const right = { method, route: path, isApi };
  if (method === 'GET') return { ...right, address, fields: {}, files: {} };
  const fields = Object.entries(FIELDS[path] ?? form?.fields ?? {});
  return {
    ...right,
    address: form?.action ?? address,
    fields: Object.fromEntries(fields.filter(([name]) => !name.startsWith('_'))),
    files: filesOf(path),
  };
}

const MUST_STAY = [
  'accounts',
  'account_roles',
  'persons',
  'postings',
  'org_unit_periods',
  'role_appointments',
];

/** Rows that name nothing which a right request names: they must stay as they are, whatever is sent. */
export async function untouchedRows({
  web,
  bases,
  ids: known,
}: FuzzStage): Promise<Record<string, readonly string[]>> {
  const named = bases.flatMap(
    ({ address, fields }) =>
      `${address} ${JSON.stringify(fields)}`.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? [],
  );
  // A batch that is taken back names everybody it is about.
  const subjects = await rowsOf<{ id: string }>(
    web.database,
    'SELECT DISTINCT r.subject_id AS id FROM import_rows r WHERE r.batch_id::text = ANY ($1)',
    [[...named, ...Object.values(known)]],
  );
  const ids = [
    ...named,
    ...subjects.map(({ id }) => id),
    ...Object.values(known).filter((id) => id !== known.otherUnit && id.length === 36),
  ];
  const rows: Record<string, readonly string[]> = {};
  for (const table of MUST_STAY) {
    const found = await rowsOf<{ row: string }>(
      web.database,
      `SELECT to_jsonb(t)::text AS row FROM ${table} t ORDER BY 1`,
    );
    const texts = found.map(({ row }) => row);
    rows[table] = texts.filter((row) => !ids.some((id) => row.includes(id)));
  }
  return rows;
}
