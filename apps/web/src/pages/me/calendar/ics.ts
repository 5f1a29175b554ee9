import { addDays, type LocalDate } from '@app/platform';

/** A day in somebody's calendar. */
export interface CalendarDay {
  /** Stays the same as long as the thing does: a day that moves, moves in the calendar. */
  readonly uid: string;
  readonly on: LocalDate;
  readonly title: string;
  readonly text: string;
  /** Where it is in the product, with the host. */
  readonly url: string;
}

interface Calendar {
  readonly name: string;
  /** Behind the @ of a name that is the only one of the world. */
  readonly host: string;
  readonly madeAt: Date;
  readonly days: readonly CalendarDay[];
}

/** RFC 5545: so many octets a line; what is longer goes on in the next one after a space. */
const LONGEST_LINE = 75;
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/g;

/** An iCalendar of whole days that keep nobody busy. */
export function icsOf({ name, host, madeAt, days }: Calendar): string {
  const stamp = madeAt.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Tsunagaru Manabi//JA'],
    ...['CALSCALE:GREGORIAN', 'METHOD:PUBLISH', `X-WR-CALNAME:${escaped(name)}`],
    'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
    ...days.flatMap((day) => [
      ...['BEGIN:VEVENT', `UID:${escaped(day.uid)}@${host}`, `DTSTAMP:${stamp}`],
      `DTSTART;VALUE=DATE:${day.on.replaceAll('-', '')}`,
      `DTEND;VALUE=DATE:${addDays(day.on, 1).replaceAll('-', '')}`,
      ...[`SUMMARY:${escaped(day.title)}`, `DESCRIPTION:${escaped(day.text)}`, `URL:${day.url}`],
      ...['TRANSP:TRANSPARENT', 'END:VEVENT'],
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** What somebody typed as a title stays one, whatever stands in it. */
function escaped(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(CONTROLS, ' ')
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n');
}

/** Cut between letters, never within one. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  for (const letter of line) {
    const room = LONGEST_LINE - (parts.length === 0 ? 0 : 1);
    if (Buffer.byteLength(part + letter) > room) {
      parts.push(part);
      part = '';
    }
    part += letter;
  }
  return [...parts, part].join('\r\n ');
}
