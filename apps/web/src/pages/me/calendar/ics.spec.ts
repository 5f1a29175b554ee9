import { icsOf } from './ics';

const day = (title: string) =>
  icsOf({
    name: '学びの予定',
    host: 'manabi.example.jp',
    madeAt: new Date('2026-11-16T01:02:03.456Z'),
    days: [
      {
        ...{ uid: 'exam-1', on: '2026-12-31' as const, title, text: '一行目\n二行目' },
        url: 'https://manabi.example.jp/x',
      },
    ],
  });

/** As a calendar program reads it: lines that go on are one. */
const linesOf = (ics: string) => ics.replaceAll('\r\n ', '').split('\r\n');

describe('A calendar', () => {
  it('is whole days that begin and end as calendars have it', () => {
    expect(linesOf(day('ITパスポート試験'))).toEqual([
      ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Tsunagaru Manabi//JA'],
      ...['CALSCALE:GREGORIAN', 'METHOD:PUBLISH', 'X-WR-CALNAME:学びの予定'],
      ...['REFRESH-INTERVAL;VALUE=DURATION:PT6H', 'BEGIN:VEVENT'],
      ...['UID:exam-1@manabi.example.jp', 'DTSTAMP:20261116T010203Z'],
      ...['DTSTART;VALUE=DATE:20261231', 'DTEND;VALUE=DATE:20270101'],
      ...['SUMMARY:ITパスポート試験', 'DESCRIPTION:一行目\\n二行目'],
      ...['URL:https://manabi.example.jp/x', 'TRANSP:TRANSPARENT'],
      ...['END:VEVENT', 'END:VCALENDAR', ''],
    ]);
  });

  it('has no line longer than 75 octets, and cuts no letter', () => {
    const title = `${'𠮷野家の業務改善'.repeat(20)}。`;
    const ics = day(title);
    expect(ics.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect(linesOf(ics)).toContain(`SUMMARY:${title}`);
    expect(ics).not.toContain('\uFFFD');
  });

  it('takes a title for nothing else', () => {
    const lines = linesOf(day('a\r\nEND:VEVENT\r\nBEGIN:VALARM;x,y\\\u2028'));
    expect(lines).toContain('SUMMARY:a\\nEND:VEVENT\\nBEGIN:VALARM\\;x\\,y\\\\ ');
    expect(lines.filter((line) => line === 'BEGIN:VALARM')).toEqual([]);
  });
});
