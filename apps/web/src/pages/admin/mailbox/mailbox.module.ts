import { Module } from '@nestjs/common';
import { Navigation } from '../../../shell/navigation';
import { MailboxController } from './mailbox.controller';

@Module({ controllers: [MailboxController] })
export class MailboxPagesModule {
  constructor(navigation: Navigation) {
    navigation.add({
      area: 'administration',
      label: '開発用メール箱',
      href: '/mailbox',
      permission: 'mailbox.read',
      order: 150,
      isShown: (_actor, config) => !config.SMTP_URL && config.MAILBOX,
    });
  }
}
