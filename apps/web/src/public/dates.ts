/**
 * Keeps the era date beside a date field in step with what is chosen. Without this script the era of the stored
 * value is shown, and the field works the same.
 */

const ERA = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', {
  timeZone: 'UTC',
  era: 'long',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  weekday: 'short',
});

/** As on the server (`isReadDay`): a slip of the pen has no reading. */
function isRead(day: Date): boolean {
  return day.getUTCFullYear() >= 1900 && day.getUTCFullYear() <= 2099;
}

for (const era of document.querySelectorAll<HTMLOutputElement>('output[data-era]')) {
  const input = document.getElementById(era.htmlFor.value);
  if (!(input instanceof HTMLInputElement)) continue;
  input.addEventListener('input', () => {
    const day = input.valueAsDate;
    era.textContent = day && isRead(day) ? ERA.format(day) : '';
  });
}
