import { variableNotes } from './config.schema';

const HEADER = [
  '# ツナガル学びの設定。.env という名前で写し、必要な行の # を外して使います。',
  '# このファイルは libs/platform/src/config/config.schema.ts から作られます（npm run cli -- env-example）。',
];

/** The text of `.env.example`: every variable with its meaning, commented out. */
export function renderEnvExample(): string {
  const lines = [...HEADER];
  let section = '';
  for (const [name, note] of variableNotes()) {
    if (note.section !== section) {
      section = note.section;
      lines.push('', `# ── ${section}`);
    }
    lines.push(`# ${note.description}`, `#${name}="${note.example}"`);
  }
  return `${lines.join('\n')}\n`;
}
