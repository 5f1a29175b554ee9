import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCOUNT_STATES } from '@app/accounts';
import { APPOINTMENT_STATES } from '@app/appointments';
import { ATTEMPT_STATE_WORDS, SHOWN_STATES } from '@app/certifications';
import { LEARNING_STATES } from '@app/courses';
import { UNIT_STATES } from '@app/coverage';
import { ABSENCES } from '@app/organization';
import { REMINDER_STATES } from '@app/reminders';
import { STATES } from '../../apps/web/src/shell/signs';
import { SIGNS, type StateRow } from '../../apps/web/src/shell/signs/sign';
import { sourcesOf } from '../support/sources';

const WEB = 'apps/web/src';
const ROOT = join(__dirname, '../..', WEB);

/** Where signs and chips are made. */
const HOME = /^shell\/signs(?:\/|\.ts$)/;

/** The same characters with another meaning, each in its place: an arrow of sorting, old → new, a reference. */
const OTHER_MEANINGS: Readonly<Record<string, readonly string[]>> = {
  'shell/partials/list-table.hbs': ['▲'],
  'shell/partials/coverage-head.hbs': ['▲'],
  'pages/hr/imports/import.hbs': ['→'],
  'pages/hr/imports/undo.hbs': ['→'],
  'pages/learn/glossary/glossary.hbs': ['→'],
};

const DRAWN = new Set(['shell/partials/chip.hbs', 'shell/partials/tag.hbs']);

const STATES_OF: Readonly<Record<string, readonly string[]>> = {
  learning: LEARNING_STATES,
  account: ACCOUNT_STATES,
  record: SHOWN_STATES,
  exam: Object.keys(ATTEMPT_STATE_WORDS),
  appointment: APPOINTMENT_STATES,
  reminder: REMINDER_STATES,
  unit: UNIT_STATES,
  presence: ['active', ...ABSENCES],
  import: ['previewed', 'applied', 'discarded', 'undone'],
  import_order: ['waiting', 'running', 'done', 'failed', 'cancelled'],
  scanner: ['off', 'ready', 'unreachable'],
};

const ROWS: readonly (readonly [string, StateRow])[] = Object.entries(STATES);

/** A word that is made of a fact, with a mark in its place. */
const wordOf = ({ word }: StateRow): string => (typeof word === 'string' ? word : word('…'));

interface Source {
  readonly name: string;
  readonly text: string;
}

/** Code without its comments, which explain with arrows, and specs, which say what is seen. */
function code(): readonly Source[] {
  return sourcesOf(WEB)
    .map(({ name, text }) => ({ name: name.slice(WEB.length + 1), text: withoutComments(text) }))
    .filter(({ name }) => !name.endsWith('.spec.ts') && !HOME.test(name));
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');
}

function templates(): readonly Source[] {
  return readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.hbs'))
    .map((name) => ({ name, text: readFileSync(join(ROOT, name), 'utf8') }));
}

describe('The signs of states', () => {
  it('are written in their table alone', () => {
    const found = [...code(), ...templates()].flatMap(({ name, text }) =>
      [...new Set(text.match(/[●→□▲×]/g))]
        .filter((sign) => !OTHER_MEANINGS[name]?.includes(sign))
        .map((sign) => `${name}: ${sign}`),
    );
    expect(found).toEqual([]);
  });

  it('stand in no exception that is not needed any more', () => {
    const text = new Map(templates().map((it) => [it.name, it.text]));
    const unneeded = Object.entries(OTHER_MEANINGS).flatMap(([name, signs]) =>
      signs.filter((sign) => !text.get(name)?.includes(sign)).map((sign) => `${name}: ${sign}`),
    );
    expect(unneeded).toEqual([]);
  });

  it('are drawn by the partials of chips and tags, of what the table gives', () => {
    const drawing = templates().filter(
      ({ name, text }) => !DRAWN.has(name) && /class="[^"]*\b(?:chip|tag)(?:--|[ "])/.test(text),
    );
    const making = code().filter(
      ({ text }) =>
        /['"`]chip--|\/signs\/\w/.test(text) ||
        /\bkind:\s*'(?:done|moving|open|soon|wrong|past|plain)'/.test(text),
    );
    expect([...drawing, ...making].map(({ name }) => name)).toEqual([]);
  });

  it('are of six kinds, in every font of a city office and on paper', () => {
    const signs = Object.values(SIGNS).filter((sign) => sign !== '');
    expect(new Set(signs).size).toBe(6);
    // JIS X 0208 is what the two bytes of EUC-JP hold; a browser's decoder knows it by its first rows.
    const rows = new TextDecoder('euc-jp').decode(
      Uint8Array.from(
        [0xa1, 0xa2].flatMap((row) => range(0xa1, 0xfe).flatMap((cell) => [row, cell])),
      ),
    );
    expect(signs.filter((sign) => !rows.includes(sign))).toEqual([]);
  });
});

describe('The states', () => {
  it.each(Object.entries(STATES_OF))('of %s have all their rows', (area, states) => {
    const keys = ROWS.map(([key]) => key);
    expect(states.map((state) => `${area}.${state}`).filter((key) => !keys.includes(key))).toEqual(
      [],
    );
  });

  it('that are called the same have the same sign', () => {
    const signed = ROWS.filter(([, { kind }]) => kind !== 'plain');
    const kinds = new Map<string, Set<string>>();
    for (const [, row] of signed)
      kinds.set(wordOf(row), (kinds.get(wordOf(row)) ?? new Set()).add(row.kind));
    expect([...kinds].filter(([, of]) => of.size > 1).map(([word]) => word)).toEqual([]);
  });

  it('have a word each', () => {
    expect(ROWS.filter(([, row]) => wordOf(row).trim() === '').map(([key]) => key)).toEqual([]);
  });
});

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
