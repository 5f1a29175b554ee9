import {
  LETTER_WORDS,
  type LetterContent,
  type LetterForm,
  type LetterTemplate,
  PLACEHOLDERS,
  readableWords,
  sampleContent,
  SEAL_WORDS,
} from '@app/appointments';
import { addDays, formatDateShort, formatRange, type LocalDate, maxDate } from '@app/platform';
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

const listOf = (cityName: string): List<LetterTemplate> => ({
  name: '書面の文面',
  columns: [
    {
      key: 'form',
      heading: '書面',
      isRowHeading: true,
      value: formName,
      show: (row) => ({ text: formName(row), href: templateHref(row) }),
    },
    { key: 'title', heading: '表題', value: (row) => readableWords(row.title, cityName) },
    {
      key: 'authority',
      heading: '任命権者',
      value: (row) => authorityText(row, cityName),
    },
    { key: 'version', heading: '版', keepsLabel: true, value: versionName },
  ],
});

function authorityText(
  { authorityTitle, authorityName }: Pick<LetterTemplate, 'authorityTitle' | 'authorityName'>,
  cityName: string,
): string {
  return readableWords(`${authorityTitle} ${authorityName}`.trim(), cityName);
}

export function templatesView(held: readonly LetterTemplate[], cityName: string) {
  return {
    title: '書面の文面',
    breadcrumb: breadcrumb(LIST_CRUMB, ['書面の文面']),
    summary: '任命と委嘱の書面の言葉です。変えると、その日からの日付の書面に使われます。',
    table: listTable(listOf(cityName), held, {
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
      facts: factsOf(it, cityName),
    })),
  };
}

/** 〔…〕 is what differs from one person to the next. */
function factsOf(it: LetterTemplate, cityName: string) {
  const read = (text: string) => readableWords(text, cityName);
  return [
    { label: '表題', lines: [read(it.title)] },
    { label: '宛名', lines: it.addressee.split('\n').map(read) },
    { label: '本文', lines: it.body.split('\n').map(read) },
    { label: '任命権者', lines: [authorityText(it, cityName)] },
    {
      label: '文書番号の前に付ける語',
      lines: it.numberPrefix === '' ? [] : [read(it.numberPrefix)],
    },
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

/** The newest version, to be changed from the first day that is free. */
export function initialTexts(
  newest: LetterTemplate,
  today: LocalDate,
): Record<keyof TemplateChoices, string> {
  const { title, addressee, body, authorityTitle, authorityName, numberPrefix } = newest;
  return {
    ...{ title, addressee, body, authorityTitle, authorityName, numberPrefix },
    // One day has one version.
    ...{ validFrom: maxDate(today, addDays(newest.validFrom, 1)), note: '' },
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
    example: '{{氏名}} は「魚津　花子」',
    addresseeHint: '敬称(様・殿)もここに書きます。宛名か本文に、{{氏名}}が要ります。',
    bodyHint: '表題か本文に、{{役割}}が要ります。',
    placeholders: PLACEHOLDERS.map((name) => `{{${name}}}`).join(' '),
    form,
  };
}

interface Sample {
  /** As it was typed; empty: nobody was asked for. */
  readonly staffNumber: string;
  readonly ofSomebody: boolean;
  readonly content: LetterContent;
}

function sampleText(staffNumber: string, ofSomebody: boolean): string {
  if (ofSomebody) return 'この人のいちばん新しい任命の書面です。まだ何も発行していません。';
  return staffNumber === ''
    ? '実在しない見本の人の書面です。'
    : 'この職員番号の人の任命はないため、見本の人の書面を示しています。';
}

export function previewView(newest: LetterTemplate, choices: TemplateChoices, sample: Sample) {
  const { staffNumber, ofSomebody, content } = sample;
  const self = templateHref(newest);
  const texts = FIELDS.map((name) => [name, choices[name]] as const);
  return {
    title: `${formName(newest)}の文面の下見`,
    breadcrumb: breadcrumb(LIST_CRUMB, CRUMB, [formName(newest), self], ['下見']),
    summary: `${formatDateShort(choices.validFrom)}からの日付の書面が、この文面になります。まだ登録していません。`,
    previewHref: address(`${self}/preview.pdf`, { ...Object.fromEntries(texts), staffNumber }),
    paper: letterPaperView(content),
    texts: texts.map(([name, value]) => ({ name, value })),
    sampleText: sampleText(staffNumber, ofSomebody),
    action: `${self}/preview`,
    back: address(`${self}/new`, Object.fromEntries(texts)),
    leave: self,
    hidden: [...texts, ['seen', String(newest.version)] as const].map(([name, value]) => ({
      name,
      value,
    })),
  };
}
