/** The key / goes to the search of the header, unless one is writing. Without this script it is reached by Tab. */
document.addEventListener('keydown', (event) => {
  const { target } = event;
  const isWriting =
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select'));
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isWriting) return;
  const field = document.getElementById('search');
  if (field === null || !field.checkVisibility()) return;
  event.preventDefault();
  field.focus();
});
