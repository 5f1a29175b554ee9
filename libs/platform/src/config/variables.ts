import { z } from 'zod';

/** What `.env.example` and the error message say about a variable. */
export interface VariableNotes {
  readonly section: string;
  readonly description: string;
  readonly example: string;
  /** A secret's value is never repeated in a message. */
  readonly secret?: boolean;
}

const SECTION = {
  server: 'サーバー',
  services: '接続先（空なら内蔵のものを使います）',
  security: '安全',
  city: '自治体',
  development: '開発とお試し',
  tests: '自動テスト',
} as const;

/** What stands beside a variable, as its schema carries it. */
export function notes(
  section: keyof typeof SECTION,
  description: string,
  example: string,
  secret = false,
): VariableNotes & Record<string, unknown> {
  return { section: SECTION[section], description, example, secret };
}

export function wholeNumber(least: number, most: number) {
  const message = `${least}〜${most} の整数を指定してください。`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, { error: message });
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** A day and time with its zone. */
export function instant() {
  return z
    .string()
    .refine((text) => INSTANT.test(text) && !Number.isNaN(Date.parse(text)), {
      error: '時差を含む日時（ISO 8601）を指定してください。',
    })
    .transform((text) => new Date(text));
}
