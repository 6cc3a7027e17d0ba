/** Errors of groups and announcements. */
import { type ErrorEntry, entry } from './entry.ts';

export const communityErrors = {
  'group/not-found': entry(404, 'never', '没有这个群。', 'There is no such group.'),
  'post/not-found': entry(404, 'never', '没有这条通知。', 'There is no such announcement.'),
  'release/not-found': entry(
    404,
    'never',
    '这条自动发送已经取消了。',
    'This sending was called off already.',
  ),
  'release/exists': entry(409, 'never', '这条自动发送已经有了。', 'This sending is waiting already.'),
  'release/sent': entry(
    409,
    'never',
    '中枢已经开始发了，取消不了；到群发记录里停发其余。',
    'The hub has begun to send it: it cannot be called off; stop the rest in the list of batches.',
  ),
  'release/time': entry(
    400,
    'never',
    '最晚时间要在今后 24 小时之内。',
    'The latest time has to be within the next 24 hours.',
  ),
  'batch/not-found': entry(404, 'never', '没有这次群发。', 'There is no such batch.'),
  'batch/wrong-state': entry(
    409,
    'never',
    '群发的状态刚刚变了，现在不能这样做。',
    'The batch has moved on; this is not possible now.',
  ),
  'batch/changed': entry(
    409,
    'now',
    '内容或名单在试发后有变动，没有发出，请重新看一遍。',
    'Text or groups have changed since the dry run: nothing was sent, look again.',
  ),
  'batch/restored': entry(
    409,
    'now',
    '试发之后中枢换成了备份，群里可能已经收到过，没有发出。请先到群里看一眼，再重新试发。',
    'The hub was put back to a backup since the dry run: groups may have had it. Nothing was sent; look into them first.',
  ),
  'batch/unfilled': entry(
    409,
    'never',
    '还有 {count} 个群的变量填不上，没有发出。',
    'Variables are unfilled for {count} groups: nothing was sent.',
  ),
  'batch/empty': entry(409, 'never', '没有要发的群。', 'There is no group to send to.'),
  'batch/too-many': entry(
    400,
    'never',
    '一次最多发 {limit} 个群。',
    'At most {limit} groups can be in one batch.',
  ),
  'batch/rehearsal': entry(
    409,
    'never',
    '这是演练场次，不能真的发到群里。',
    'This show is a rehearsal: nothing of it can go out to real groups.',
  ),
} as const satisfies Record<string, ErrorEntry>;
