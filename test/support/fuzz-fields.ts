import { aPdf, TEST_PASSWORD } from '@app/testing';

/** Routes that end the visit from which they are sent, or that are counted as guesses: each case is a visit of its own. */
export const OWN_VISITS = /^\/(sign-in|sign-out|password|confirm|security\/sessions)/;

const HEADINGS =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
const POSTINGS = `${HEADINGS}\r\n2026/11/16,995001,新田　太郎,ニッタ タロウ,0140,税務課,主事,0,正規,n@city.sample.lg.jp,2026/11/16,,在職\r\n`;

const posting = { name: 'shokuin.csv', bytes: Buffer.from(POSTINGS) };

/** A list of somebody else, for an import that is applied. */
export const APPLIED = {
  name: 'shokuin.csv',
  bytes: Buffer.from(POSTINGS.replace('995001', '995002')),
};
const evidence = { name: '合格証書.pdf', bytes: aPdf() };

const entries = {
  name: '資格.csv',
  bytes: Buffer.from('職員番号,資格,合格日,証書番号\r\n990003,ip,2026/10/01,IP-7\r\n'),
};

const list = {
  name: '任命.csv',
  bytes: Buffer.from('職員番号,役割,任期開始,文書番号\r\n990003,supporter,2027/04/01,DX第7号\r\n'),
};

/** The files that belong to a right request. */
export function filesOf(
  route: string,
): Readonly<Record<string, { readonly name: string; readonly bytes: Buffer }>> {
  if (['/imports', '/drafts/new', '/drafts/:id/files'].includes(route))
    return { postings: posting };
  if (route === '/certifications/new') return { evidence };
  if (route === '/certification-reviews/entries') return { entries };
  if (route === '/appointments/many') return { list };
  return {};
}

const NEW_PASSWORD = 'あたらしい-合言葉-27番地';
const CREDENTIAL = {
  id: 'eA',
  rawId: 'eA',
  type: 'public-key',
  clientExtensionResults: {},
  response: {
    clientDataJSON: 'e30',
    attestationObject: 'e30',
    authenticatorData: 'e30',
    signature: 'e30',
  },
};

/** Nobody's id, well written. */
const SOMEBODY = '5b0c7a1e-2f5d-4c3e-9a57-0f6f4f4c2d11';

/** 資格の一覧. */
const CERTIFICATION = {
  ...{ name: 'データマネジメント試験', shortName: 'データマネジメント', kind: 'national' },
  ...{ issuer: 'IPA', level: '2', feeYen: '7500', renewalKind: 'fixed_term', renewalYears: '3' },
  ...{ renewalWindowDays: '60', evidence_pass_certificate: 'yes', countsAs_sg: 'yes' },
  ...{ url: 'https://www.ipa.go.jp/shiken/', aliases: 'DM試験', firstExamOn: '2020-04-01' },
  ...{ lastExamOn: '2030-03-31' },
  ...{ successorCode: 'ap', unsure: '正式な名称', factsOf: '2026-11-01', note: '新設' },
  validFrom: '2027-07-01',
};

/** 登録の変更. */
const SEEN = { mark: '', planned: '', confirmed: '', warningsAccepted: 'yes', warningsSeen: '' };
const DETAILS = {
  ...{ name: '新田 太郎', kana: 'ニッタ タロウ', email: 'n@city.sample.lg.jp' },
  ...{ from: '2026-11-16', until: '2026-12-31', reason: '登録の誤り' },
};
const NEWCOMER = {
  ...{ staffNumber: '995009', name: '新田 花子', kana: 'ニッタ ハナコ', email: '' },
  ...{ employmentType: 'regular', unitCode: '0140', title: '主事' },
  ...{ from: '2026-11-16', reason: '採用', mark: '' },
};
const FOUNDED = {
  ...{ unitCode: '9870', name: '新しい課', kana: '', unitKind: 'division', parentCode: '' },
  ...{ from: '2027-04-01', reason: '組織改編' },
};
const PLACED = { parentCode: '', from: '2027-04-01', reason: '組織改編' };
const UNIT_END = { lastDay: '2027-03-31', reason: '組織改編' };
const MERGED = {
  ...{ with1: '0140', with2: '', with3: '', into1: '', code1: '0190', name1: '合併課' },
  ...{ from: '2027-04-01', reason: '組織改編' },
};
const SPLIT = {
  ...{ into1: '', code1: '0191', name1: '一課', into2: '', code2: '0192', name2: '二課' },
  ...{ into3: '', code3: '', name3: '', into4: '', code4: '', name4: '' },
  ...{ from: '2027-04-01', reason: '組織改編' },
};
const RENAMED = { name: '総合政策課', kana: '', from: '2027-04-01', reason: '組織改編' };

const ASSIGNMENT = {
  courseKey: 'managers',
  fiscalYear: '2026',
  audience: 'persons',
  orgUnitId: '',
  staffNumbers: '990003 990004',
  isMandatory: 'no',
  repeatsYearly: 'no',
  dueOn: '2027-01-31',
  reason: '課の研修',
  acceptedOverlaps: '',
};
const TARGET = {
  targetValue: '60',
  dueOn: '2031-03-31',
  source: '計画',
  page: '12頁',
  counting: '',
  validFrom: '2026-12-01',
  milestone2026: '10',
};
const ROLE_VERSION = {
  letter: 'appointment',
  termMonths: '24',
  note: '見直し',
  validFrom: '2026-12-01',
  wanted1: 'certificate_held:ip',
  need1: 'desirable',
  group1: '',
  together: 'yes',
  isEnded: '',
  seen: '',
  warningsAccepted: 'yes',
};
const REMINDER_RULE = {
  ...{
    isOn: 'yes',
    leads: '10、3',
    every: '',
    to_person: 'yes',
    to_head: '',
    to_office: '',
    to_hr: '',
  },
  ...{ to_administrator: '', escalateAfter: '', validFrom: '2026-12-01' },
};
const ORDERING = { list: 'people', format: 'csv', query: 'type=regular' };
const PUBLISHING = { asOf: '2026-11-15', documentNumber: 'DX第8号', reason: '議会の資料' };
const LETTER_WORDS = {
  title: '任命通知書',
  addressee: '{{所属}}\n{{氏名}} 殿',
  body: '{{役割}}に任命します。',
  authorityTitle: '{{市名}}長',
  authorityName: '',
  numberPrefix: 'DX',
  validFrom: '2026-12-01',
  note: '見直し',
};
const RULE = {
  leaderPosts: 'all',
  includeUnitsBelow: 'no',
  excludeAbsent: 'no',
  holderEquivalents: 'no',
  minimumLeaders: '2',
  mandatoryStaff: 'all',
  note: '見直し',
  validFrom: '2026-12-01',
  seen: '',
};

/** Fields of right requests that no page shows, or that a page leaves open. */
export const FIELDS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  '/api/v1/appointments': {
    staffNumber: '990003',
    role: 'supporter',
    termStart: '2026-12-01',
    documentNumber: 'DX第1号',
    note: '',
    warningsAccepted: true,
  },
  '/api/v1/certification-records': {
    ...{ validUntil: '', nameOnCertificate: '旧姓　花子', renewsId: '' },
    certificationCode: 'ip',
    passedOn: '2026-10-01',
    certificateNumber: 'IP-1',
    evidenceName: 'a.pdf',
    evidenceBase64: aPdf().toString('base64'),
  },
  '/api/v1/certification-records/:id/verify': {},
  '/api/v1/certification-records/:id/return': { reason: '氏名が写っていません' },
  '/api/v1/certification-records/:id/revoke': { reason: '番号が違います' },
  '/api/v1/imports/organization': {
    postings: POSTINGS,
    effectiveOn: '2026-11-16',
    samePersons: '',
    source: '人事給与システム',
    words: '状態:産休=育休',
    alarmsAccepted: false,
  },
  '/api/v1/reminders/plan': {},
  '/sign-in': { staffNumber: '990002', password: TEST_PASSWORD, next: '/' },
  '/confirm': { password: TEST_PASSWORD, next: '/' },
  '/password': {
    currentPassword: TEST_PASSWORD,
    newPassword: NEW_PASSWORD,
    repeated: NEW_PASSWORD,
  },
  '/sign-in/second': { code: '123456' },
  '/confirm/passkey/options': {},
  '/confirm/passkey': { credential: CREDENTIAL },
  '/sign-in/second/passkey/options': {},
  '/sign-in/second/passkey': { credential: CREDENTIAL },
  '/security/second-factor/passkey/options': {},
  '/accounts/waiting/end': {},
  '/accounts/:id/resets': { kind: 'password' },
  '/accounts/:id/reinstate': {},
  '/accounts/:id/roles': { role: 'hr', lastDay: '2027-03-31' },
  '/accounts/:id/roles/revoke': { role: 'hr' },
  '/city-settings/holidays/remove': { day: '2026-11-20' },
  '/coverage/targets/:code/change': TARGET,
  '/coverage/targets/:code/end': { lastDay: '2027-03-31' },
  '/coverage/targets/:code/withdraw': { validFrom: '2026-12-01' },
  '/coverage/targets/:code/value': {
    ...{ asOf: '2026-09-30', value: '1', status: '' },
    ...{ document: 'DX第7号', note: '見直し1件' },
  },
  '/coverage/targets/:code/value/withdraw': { id: SOMEBODY },
  '/city-settings/rules/preview': RULE,
  '/city-settings/rules/withdraw': { version: '2' },
  '/nominations/:id/consent': {},
  '/nominations/:id/decline': { reason: '介護のため' },
  '/nominations/:id/take-back': {},
  '/nominations/:id/withdraw': {},
  '/nominations/:id/support': { support: '適任です' },
  '/nominations/:id/undo-support': {},
  '/appointments/nominations/:id/approve': {
    termStart: '2026-12-01',
    termEnd: '2028-03-31',
    documentNumber: 'DX第2号',
    note: '',
    warningsAccepted: 'yes',
  },
  '/appointments/nominations/:id/refuse': { outcome: 'returned', reason: '理由を詳しく' },
  '/appointments/nominations/:id/take-back': {},
  '/appointments/roles/new': { word: '業務改善推進員', short: '推進員' },
  '/appointments/roles/:role/name': { word: '改善推進員', short: '', validFrom: '2026-12-01' },
  '/appointments/roles/:role/remove': {},
  '/appointments/roles/:role/name/withdraw': { validFrom: '2026-12-01' },
  '/certification-master/new': { ...CERTIFICATION, code: 'dm' },
  '/certification-master/:code/change': CERTIFICATION,
  '/certification-master/:code/preview': { ...CERTIFICATION, seen: '1' },
  '/certification-master/:code/withdraw': { version: '2' },
  '/certification-master/:code/check': { version: '1' },
  '/appointments/roles/:role/new': ROLE_VERSION,
  '/appointments/roles/:role/preview': ROLE_VERSION,
  '/appointments/roles/:role/withdraw': { version: '2' },
  '/appointments/letter-templates/:letter/:seal/new': LETTER_WORDS,
  '/appointments/letter-templates/:letter/:seal/preview': { ...LETTER_WORDS, seen: '1' },
  '/appointments/letter-templates/:letter/:seal/withdraw': { version: '2' },
  '/appointments/letters': { scope: 'chosen', of: SOMEBODY, seal: '', datedOn: '' },
  '/appointments/letters/batches/:id/cancel': {},
  '/my-role/activities': { doneOn: '2026-11-16', what: 'tools', unit: '', minutes: '30', note: '' },
  '/coverage/publications/new': PUBLISHING,
  '/coverage/publications/confirm': { ...PUBLISHING, seen: '' },
  '/coverage/publications/:id/withdraw': { reason: '日を間違えたため' },
  '/coverage/reports/new': { paper: 'sheet', period: 'monthly', roles: 'program_office' },
  '/coverage/reports/:id/end': {},
  '/files/new': ORDERING,
  '/files/:id/cancel': {},
  '/files/:id/delete': {},
  '/city-settings/open-data': { open: 'yes' },
  '/team/:unitCode/handovers/tick': { appointment: SOMEBODY, item: 'materials', done: 'yes' },
  '/appointments/ending': {
    act: 'renew',
    scope: 'all',
    of: SOMEBODY,
    termEnd: '',
    documentNumber: 'DX第5号',
    note: '',
  },
  '/appointments/many': {},
  '/appointments/many/nominated': {
    scope: 'all',
    of: SOMEBODY,
    termStart: '2027-04-01',
    termEnd: '',
    documentNumber: 'DX第6号',
    note: '',
  },
  '/appointments/batches/:id/confirm': { takesWarned: 'yes', warnedReason: '後任がいないため' },
  '/appointments/batches/:id/cancel': {},
  '/appointments/batches/:id/undo': { reason: '決裁の取下げ' },
  '/appointments/:id/letter/issue': {
    act: '',
    seal: 'omitted',
    datedOn: '2026-12-01',
    seen: '',
    reason: '',
  },
  '/imports/:id/words': { word_posting_day_発令日: '日付' },
  '/imports/words': { word: '勤務状況', column: 'posting_column:状態', source: '' },
  '/imports/words/:wordId/forget': {},
  '/imports/:id/numbers': { number_990003: 'other' },
  '/imports/:id/repairs': { repair: 'zeros' },
  '/imports/:id/apply': { withoutRefused: 'yes', alarmsAccepted: 'yes', confirmed: '' },
  '/imports/orders/:id/cancel': {},
  '/imports/:id/undo': { reason: 'ファイルの取り違え', people: '1' },
  '/drafts/new': { name: '試験の案', effectiveOn: '2026-11-16', source: '' },
  '/drafts/:id/play': {},
  '/drafts/:id/files': {},
  '/drafts/:id/take-out': { file: 'postings', subject: '990008' },
  '/drafts/:id/lines/:act': { staffNumber: '990008', unitCode: '0140', title: '主幹' },
  '/drafts/:id/readers': { staffNumber: '990010' },
  '/drafts/:id/readers/:accountId/remove': {},
  '/drafts/:id/discard': {},
  '/drafts/:id/hand-over': {},
  '/people/joins/pair/undo-apart': {},
  '/people/new': NEWCOMER,
  '/people/new/apply': { ...NEWCOMER, ...SEEN },
  '/people/:person/changes/:change': { ...DETAILS, mark: '' },
  '/people/:person/changes/:change/apply': { ...DETAILS, ...SEEN },
  '/units/new': { ...FOUNDED, mark: '' },
  '/units/new/apply': { ...FOUNDED, ...SEEN },
  '/units/:code/place': { ...PLACED, mark: '' },
  '/units/:code/place/apply': { ...PLACED, ...SEEN },
  '/units/:code/end': { ...UNIT_END, mark: '' },
  '/units/:code/end/apply': { ...UNIT_END, ...SEEN },
  '/units/:code/merge': { ...MERGED, mark: '' },
  '/units/:code/merge/apply': { ...MERGED, ...SEEN },
  '/units/:code/split': { ...SPLIT, mark: '' },
  '/units/:code/split/apply': { ...SPLIT, ...SEEN },
  '/units/:code/name': { ...RENAMED, mark: '' },
  '/units/:code/name/apply': { ...RENAMED, ...SEEN },
  '/people/joins/imports/:batchId/:number/part': { reason: '別の人でした' },
  '/certifications/new': {
    ...{ validUntil: '', nameOnCertificate: '旧姓　花子', renewsId: '' },
    againId: '',
    certificationCode: 'ap',
    passedOn: '2026-10-01',
    certificateNumber: 'AP-1',
    staffNumber: '',
  },
  '/courses/:key/drop': {},
  '/courses/:key/enroll': {},
  '/courses/:key/quiz': {},
  '/quiz-attempts/:id/answers': {
    ...{ position: '1', revision: '2', known: '1', tab: '11111111-1111-4111-8111-111111111111' },
    ...{ kind: 'single', choice: '0' },
  },
  '/quiz-attempts/:id/finish': {},
  '/quiz-attempts/:id/wrong': {},
  '/itpassport/practice/:id/answers': { position: '1', kind: 'single', choice: '0' },
  '/itpassport/practice/:id/next': {},
  '/itpassport/practice/:id/mark': { position: '1', mark: 'on' },
  '/itpassport/practice/:id/stop': {},
  '/itpassport/suggestion/dismiss': {},
  '/exam-suggestions/units/:unit': {},
  '/exam-suggestions/acts/:act/withdraw': {},
  '/exam-suggestions/:number': {},
  '/exam-suggestions/:number/withdraw': {},
  '/itpassport/notices': { wish: 'daily', wanted: 'yes' },
  '/certifications/way': { certificationCode: 'ip', answer: 'wanted', month: '', from: 'home' },
  '/certifications/way/withdraw': { certificationCode: 'ip', reason: '家庭の都合' },
  '/certifications/way/share': { certificationCode: 'ip', shared: 'yes' },
  '/city-settings/files': { days: '14' },
  '/city-settings/intentions': { month: '6' },
  '/certifications/exams/:id/plan': { examOn: '2027-05-20', place: '富山会場', payment: 'own' },
  '/team/:unitCode/prompt': { of: SOMEBODY },
  '/team/:unitCode/undo-prompts': { of: SOMEBODY },
  '/team/:unitCode/remind': { of: `${SOMEBODY}.0123456789abcdef` },
  '/team/:unitCode/undo-reminders': { of: SOMEBODY },
  '/team/:unitCode/deputies': {
    ...{ person: SOMEBODY, reason: '出張のため' },
    ...{ from: '2026-12-01', until: '2026-12-10' },
  },
  '/team/:unitCode/deputies/:id/end': {},
  '/mock-exams/:number/end': {},
  '/questions/:id/withdraw': { treatment: 'all_right', reason: '正解が2つある' },
  '/questions/:id/take-back': {},
  '/questions/:id/rescore': { reason: '正解が2つあった' },
  '/settings/calendar': {},
  '/settings/calendar/revoke': {},
  '/reminders/by-hand/told': { notice: '0f8fad5b-d9cb-469f-a165-70867728950e' },
  '/reminders/by-hand/not-told': { notice: '0f8fad5b-d9cb-469f-a165-70867728950e' },
  '/notices/read-all': {},
  '/notices/undo-read-all': { act: '0f8fad5b-d9cb-469f-a165-70867728950e' },
  '/notices/:id/open': {},
  '/notices/:id/mark': { read: 'yes' },
  '/reminders/plan': {},
  '/disaster-mode': { reason: '大雪の災害対応', confirmed: '災害対応' },
  '/disaster-mode/resume': {},
  '/reminders/rules/:kind': REMINDER_RULE,
  '/reminders/rules/:kind/preview': { ...REMINDER_RULE, seen: '' },
  '/reminders/rules/:kind/withdraw': { validFrom: '2026-12-01' },
  '/reminders/rules/:kind/words': {
    ...{ title: '期限の近い{課}の学習', line: '{標準の文}', isStandard: '' },
    ...{ validFrom: '2026-12-01', isConfirmed: 'yes' },
  },
  '/reminders/rules/:kind/words/test': { title: '期限の近い学習', line: '{期限}', isStandard: '' },
  '/reminders/rules/:kind/words/withdraw': { validFrom: '2026-12-01' },
  '/certification-reviews/:id/revoke': { reason: '番号が違います' },
  '/certification-reviews/:id/correct': {
    ...{ certificationCode: 'fe', passedOn: '2026-10-02', certificateNumber: 'N-fe' },
    ...{ validUntil: '', reason: '証書と違うため' },
  },
  '/certification-reviews/corrections/:id/confirm': { seen: 'verified' },
  '/certification-reviews/entries': {},
  '/certification-reviews/entries/:id/confirm': {},
  '/certification-reviews/entries/:id/discard': {},
  '/certification-reviews/entries/:id/undo': { reason: '別の年度の一覧でした' },
  '/certification-reviews/corrections/:id/decline': { reason: '証書のとおりです' },
  '/certification-reviews/corrections/:id/withdraw': {},
  '/certification-reviews/:id/annul': { reason: '誤って確認しました' },
  '/security/sessions/end-others': {},
  '/security/sessions/:id/end': {},
  '/security/second-factor/recovery/file': { codes: 'AAAA-BBBB' },
  '/appointments/new': {
    personId: '',
    role: 'supporter',
    termStart: '2026-12-01',
    termEnd: '',
    documentNumber: 'DX第2号',
    note: '',
    warningsAccepted: 'yes',
  },
  '/appointments/:id/undo-end': {},
  '/appointments/:id/renew': {
    termStart: '2029-04-01',
    termEnd: '',
    documentNumber: 'DX第3号',
    note: '',
    warningsAccepted: 'yes',
  },
  '/appointments/:id/extend': {
    termEnd: '2029-03-31',
    documentNumber: 'DX第4号',
    reason: '後任がまだ決まらないため',
    warningsAccepted: 'yes',
  },
  '/appointments/:id/undo-extension': { reason: '誤って登録しました' },
  '/appointments/:id/annul': { reason: '誤って登録しました' },
  '/assignments': ASSIGNMENT,
  '/assignments/preview': ASSIGNMENT,
  '/assignments/again': ASSIGNMENT,
  '/assignments/:assignmentId/undo-withdrawal': {},
  '/assignments/:assignmentId/exempt': { of: SOMEBODY, reason: '国の研修に派遣' },
  '/assignments/:assignmentId/undo-exemptions': { of: SOMEBODY },
  '/year-end': { reason: '年度末' },
  '/year-end/undo': { reason: '誤って締めました' },
  '/security/second-factor/passkey': { name: '鍵', credential: CREDENTIAL },
};
