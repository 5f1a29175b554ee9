/** Arrow keys lead from card to card of a board; Enter opens, as with any link. Without it Tab does the same. */

const KEYS: Readonly<Record<string, readonly [column: number, card: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const board = document.querySelector('[data-board]');
const columns = [...(board?.querySelectorAll('ol') ?? [])].map((column) => [
  ...column.querySelectorAll('a'),
]);

document.addEventListener('keydown', (event) => {
  const step = KEYS[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const at = columns.findIndex((cards) => cards.some((card) => card === event.target));
  const cards = columns[at];
  if (!cards) return;
  const place = cards.findIndex((card) => card === event.target) + step[1];
  const next = columns[at + step[0]];
  const card = next?.[Math.min(place, next.length - 1)];
  if (!card) return;
  event.preventDefault();
  card.focus();
});
