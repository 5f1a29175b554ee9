import { OfficeCalendar, withWords, Words } from '@app/platform';
import { type Digest, wordsFrom } from '@app/reminders';
import { MailTemplates } from '../mail-templates';
import { dailyDigestView } from './daily-digest.views';

const FRAME = {
  cityName: 'サンプル市',
  publicUrl: 'https://manabi.city.example.jp',
  calendar: new OfficeCalendar(),
  wordsOf: wordsFrom([]),
};

const DIGEST: Digest = {
  recipientName: '富山　花子',
  day: '2026-11-16',
  entries: [
    {
      kind: 'learning_due',
      text: '生成AI活用 L1',
      dueOn: '2026-11-26',
      reason: '期限の7開庁日前',
      link: '/courses/ai-l1',
    },
    {
      kind: 'learning_overdue',
      text: '情報セキュリティ L1',
      dueOn: '2026-11-13',
      reason: '期限の翌開庁日',
      link: '/courses/s-l1',
    },
    {
      kind: 'unit_without_leader',
      text: '税務課',
      dueOn: '2026-11-01',
      reason: '空白が続いています(月に1回)',
      link: '/team',
    },
    {
      kind: 'term_ending',
      text: '高岡　次郎(福祉課)',
      dueOn: '2027-02-14',
      reason: '任期満了の90日前',
      link: '/team',
    },
  ],
};

describe('The daily digest', () => {
  const templates = new MailTemplates();
  const subject = (digest: Digest) =>
    templates.render('daily-digest/subject', dailyDigestView(digest, FRAME)).trim();
  const body = (digest: Digest) =>
    templates.render('daily-digest/body', dailyDigestView(digest, FRAME));

  it('says how much and when in the subject', () => {
    expect(subject(DIGEST)).toBe('【サンプル市 ツナガル学び】4件のお知らせ(令和8年11月16日(月))');
  });

  it('says it in the words that the city has written, from their day on', () => {
    const row = { kind: 'learning_due', title: '学習のお願い', line: '{期限}まで' } as const;
    const said = (validFrom: '2026-11-16' | '2026-11-17') => {
      const frame = { ...FRAME, wordsOf: wordsFrom([{ ...row, validFrom }]) };
      return templates.render('daily-digest/body', dailyDigestView(DIGEST, frame));
    };
    expect(said('2026-11-16')).toContain(
      '■ 学習のお願い(1件)\n・生成AI活用 L1\n  11月26日(木)まで\n',
    );
    expect(said('2026-11-17')).toBe(body(DIGEST));
  });

  it('lists everything by kind, what is late first, with dates in words and links', () => {
    expect(body(DIGEST)).toBe(`富山　花子 様

サンプル市 ツナガル学びから、今日のお知らせです。

■ 期限を過ぎた学習(1件)
・情報セキュリティ L1
  期限は11月13日(金)でした。いまからでも受講できます。
  お知らせの理由: 期限の翌開庁日
  https://manabi.city.example.jp/courses/s-l1

■ 期限が近い学習(1件)
・生成AI活用 L1
  期限は11月26日(木)です。あと7開庁日です。
  お知らせの理由: 期限の7開庁日前
  https://manabi.city.example.jp/courses/ai-l1

■ DX推進リーダーがいない課(1件)
・税務課
  推薦が進んでいないときは、推薦と任命の手続きをご検討ください。
  お知らせの理由: 空白が続いています(月に1回)
  https://manabi.city.example.jp/team

■ 任期がまもなく終わるDX推進リーダー(1件)
・高岡　次郎(福祉課)
  任期: 令和9年2月14日(日)まで。更新または後任の検討をお願いします。
  お知らせの理由: 任期満了の90日前
  https://manabi.city.example.jp/team

----------------------------------------
・このお知らせは、開庁日に1人1通にまとめてお送りしています。済んでいる場合は、行き違いですのでご容赦ください。
・これまでのお知らせと、それぞれが届いた理由は、お知らせの画面で確かめられます: https://manabi.city.example.jp/notices
・困ったときは、所属のDXサポーターまたはDX推進室にご相談ください。
・このメールは自動でお送りしています。返信いただいてもお答えできません。
サンプル市 ツナガル学び https://manabi.city.example.jp
`);
  });

  it('prints names and titles as they are, on one line, and never as a template', () => {
    const entry = {
      kind: 'learning_due',
      dueOn: '2026-11-26',
      reason: '期限の7開庁日前',
      link: '/courses/x',
    } as const;
    const evil = {
      ...DIGEST,
      recipientName: '{{publicUrl}}\r\nBcc: evil',
      entries: [{ ...entry, text: 'R&D <入門> "2026"\n\n■ にせの見出し' }],
    };
    const text = body(evil);
    expect(text).toContain('{{publicUrl}} Bcc: evil 様');
    expect(text).toContain('・R&D <入門> "2026" ■ にせの見出し\n');
    expect(subject(evil)).not.toContain('evil');
  });

  it('speaks in the city’s own words', () => {
    const own = new Words({
      role_leader: { word: 'DX推進員', short: '推進員' },
      unit_division: { word: '室課', short: '室課' },
      program_office: { word: 'デジタル戦略室', short: 'デジタル戦略室' },
    });
    const text = withWords(own, () => body(DIGEST));
    expect(text).toContain('■ DX推進員がいない室課(1件)');
    expect(text).toContain('デジタル戦略室にご相談ください。');
    expect(text).not.toMatch(/リーダー|DX推進室/);
  });
});
