/** Keys for whoever practises with a keyboard: a number chooses, Enter answers. Everything works without it. */

import { listenToKeys } from './quiz/quiz-keys';

const form = document.querySelector<HTMLFormElement>('[data-practice]');
if (form) listenToKeys(form);
