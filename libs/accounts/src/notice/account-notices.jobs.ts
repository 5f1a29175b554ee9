import { defineJob, NO_PAYLOAD } from '@app/platform';

/** Every minute: what owners of accounts must hear of goes out by mail. The table is the list of what is to be done. */
export const SEND_ACCOUNT_NOTICES = defineJob('send-account-notices', NO_PAYLOAD);
