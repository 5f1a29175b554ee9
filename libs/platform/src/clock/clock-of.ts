import type { AppConfig } from '../config/config';
import { SystemClock } from './clock';

/** The clock of a process, as its settings say. */
export function clockOf(config: Pick<AppConfig, 'APP_NOW' | 'APP_NOW_AT'>): SystemClock {
  return new SystemClock(config.APP_NOW, config.APP_NOW_AT);
}
