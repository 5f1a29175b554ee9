import { DefaultNamingStrategy } from 'typeorm';

/** `termStart` ↔ `term_start`: entities use camelCase, the database snake_case. */
export class SnakeCaseNaming extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName ?? propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}
