/** `npm run proof` tries everything; `npm test` a part of it that is another one for each row. */
export const PROOF = process.env.PROOF === 'yes';
/** Of one test of those. */
export const TIME_LIMIT_MS = PROOF ? 900_000 : 120_000;
