import type { Command } from '../command';
import { startProduct } from '../start/start-product';

export const startCommand: Command = {
  name: 'start',
  summary: 'データベース・画面・ジョブをまとめて起動します（npm start）。',
  usage: '[--watch]',
  needsDatabase: false,
  run: (args, context) => startProduct(context, args.includes('--watch')),
};
