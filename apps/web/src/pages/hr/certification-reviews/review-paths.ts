export const REVIEWS = '/certification-reviews';
export const ENTRIES = '/certification-reviews/entries';
