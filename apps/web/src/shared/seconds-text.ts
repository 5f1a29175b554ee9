/** 「1分12秒」. */
export function secondsText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0) return `${String(rest)}秒`;
  return rest === 0 ? `${String(minutes)}分` : `${String(minutes)}分${String(rest)}秒`;
}
