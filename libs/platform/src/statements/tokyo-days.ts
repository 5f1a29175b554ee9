/** SQL: the day in Japan of an instant. */
export const dayOf = (instant: string): string => `(${instant} AT TIME ZONE 'Asia/Tokyo')::date`;

/** SQL: the instant at which a day begins in Japan. */
export const startOfDay = (day: string): string => `(${day})::timestamp AT TIME ZONE 'Asia/Tokyo'`;
