import {
  LETTER_WORDS,
  type LetterForm,
  type LetterTemplate,
  PLACEHOLDERS,
  sampleContent,
  SEAL_WORDS,
} from '@app/appointments';
import { formatDateShort, formatRange, type LocalDate } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import type { List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { letterPaperView } from '../../../shell/parts/letters';
import { stateChip } from '../../../shell/signs';
import { address, breadcrumb } from '../../../shell/view-parts';
import { LIST_CRUMB } from '../appointments/appointments.views';
import { FIELDS, type TemplateChoices } from './templates.forms';

const TEMPLATES = '/appointments/letter-templates';
const CRUMB = ['書面の文面', TEMPLATES] as const;

/** The first versions hold from before anything was recorded: their technical day says nothing to a reader. */
const FIRST_DAY = '2000-01-01';

export function templateHref({ letter, seal }: LetterForm): string {
  return `${TEMPLATES}/${letter}/${seal}`;
}

/** 「任命(公印省略)」 */
function formName({ letter, seal }: LetterForm): string {
  return `${LETTER_WORDS[letter]}(${SEAL_WORDS[seal]})`;
}

function versionName({ version }: Pick<LetterTemplate, 'version'>): string {
  return `第${String(version)}版`;
}

const LIST: List<LetterTemplate> = {
  name: '書面の文面',
  columns: [
    {
      key: 'form',
      heading: '書面',
      isRowHeading: true,
      value: formName,
      show: (row) => ({ text: formName(row), href: templateHref(row) }),
    },
    { key: 'title', heading: '表題', value: (row) => row.title },
    {
      key: 'authority',
      heading: '任命権者',
      value: (row) => `${row.authorityTitle} ${row.authorityName}`.trim(),
    },
    { key: 'version', heading: '版', keepsLabel: true, value: versionName },
  ],
};

export function templatesView(held: readonly LetterTemplate[]) {
  return {
    title: '書面の文面',
    breadcrumb: breadcrumb(LIST_CRUMB, ['書面の文面']),
    summary: '任命と委嘱の書面の言葉です。変えると、その日からの日付の書面に使われます。',
    table: listTable(LIST, held, {
      ...{ caption: '書面の文面', hidesCaption: true, path: '', query: {} },
    }),
  };
}

interface TemplateFrame {
  readonly canManage: boolean;
  readonly today: LocalDate;
  readonly cityName: string;
}

/** The version of today as a letter, then every version there has been. */
export function templateView(
  form: LetterForm,
  versions: readonly LetterTemplate[],
  { canManage, today, cityName }: TemplateFrame,
) {
  const now = versions.find(({ validFrom }) => validFrom <= today);
  return {
    title: `${formName(form)}の文面`,
    breadcrumb: breadcrumb(LIST_CRUMB, CRUMB, [formName(form)]),
    summary: now === undefined ? '' : `いまは${versionName(now)}を使っています。`,
    newHref: canManage ? `${templateHref(form)}/new` : '',
    paper: now && letterPaperView(sampleContent(now, cityName)),
    versions: versions.map((it) => ({
      name: versionName(it),
      number: it.version,
      period: periodText(it),
      note: it.note,
      state: stateChip(validityOf(it, today)),
      withdrawAction:
        canManage && it === versions[0] && it.validFrom > today
          ? `${templateHref(form)}/withdraw`
          : '',
      facts: factsOf(it),
    })),
  };
}

function factsOf(it: LetterTemplate) {
  return [
    { label: '表題', lines: [it.title] },
    { label: '宛名', lines: it.addressee.split('\n') },
    { label: '本文', lines: it.body.split('\n') },
    { label: '任命権者', lines: [`${it.authorityTitle} ${it.authorityName}`.trim()] },
    { label: '文書番号の前に付ける語', lines: it.numberPrefix === '' ? [] : [it.numberPrefix] },
  ];
}

function periodText({ validFrom, validUntil }: LetterTemplate): string {
  if (validFrom > FIRST_DAY) return formatRange(validFrom, validUntil);
  return validUntil === null ? '当初から' : `当初から${formatDateShort(validUntil)}まで`;
}

function validityOf({ validFrom, validUntil }: LetterTemplate, today: LocalDate) {
  if (validFrom > today) return 'validity.ahead';
  return validUntil === null || validUntil >= today ? 'validity.in_force' : 'validity.over';
}

/** The newest version, to be changed from today. */
export function initialTexts(
  newest: LetterTemplate,
  today: LocalDate,
): Record<keyof TemplateChoices, string> {
  const { title, addressee, body, authorityTitle, authorityName, numberPrefix } = newest;
  return {
    ...{ title, addressee, body, authorityTitle, authorityName, numberPrefix },
    ...{ validFrom: today, note: '' },
  };
}

export function newTemplateView(newest: LetterTemplate, form: FormView<keyof TemplateChoices>) {
  return {
    title: `${formName(newest)}の文面の新しい版`,
    breadcrumb: breadcrumb(
      LIST_CRUMB,
      CRUMB,
      [formName(newest), templateHref(newest)],
      ['新しい版'],
    ),
    summary: `${versionName(newest)}の文面から始めます。登録する前に、見本の人の書面で確かめます。`,
    action: `${templateHref(newest)}/new`,
    back: templateHref(newest),
    placeholders: PLACEHOLDERS.map((name) => `{{${name}}}`).join(' '),
    form,
  };
}

export function previewView(newest: LetterTemplate, choices: TemplateChoices, cityName: string) {
  const self = templateHref(newest);
  const texts = FIELDS.map((name) => [name, choices[name]] as const);
  return {
    title: `${formName(newest)}の文面の下見`,
    breadcrumb: breadcrumb(LIST_CRUMB, CRUMB, [formName(newest), self], ['下見']),
    summary: `${formatDateShort(choices.validFrom)}からの日付の書面が、この文面になります。まだ登録していません。`,
    previewHref: address(`${self}/preview.pdf`, Object.fromEntries(texts)),
    paper: letterPaperView(sampleContent({ ...choices, seal: newest.seal }, cityName)),
    action: `${self}/preview`,
    back: `${self}/new`,
    hidden: [...texts, ['seen', String(newest.version)] as const].map(([name, value]) => ({
      name,
      value,
    })),
  };
}
