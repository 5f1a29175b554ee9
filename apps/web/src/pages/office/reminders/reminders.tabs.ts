/** The pages about notices that stand beside each other. */
export function remindersTabs(current: string) {
  const items = [
    { href: '/reminders', label: '送信の記録' },
    { href: '/reminders/upcoming', label: '予定(30日)' },
    { href: '/reminders/by-hand', label: '紙・口頭で伝える一覧' },
    { href: '/reminders/rules', label: '送り方' },
  ];
  return items.map((item) => ({ ...item, isCurrent: item.href === current }));
}
