/**
 * Every error that crosses a boundary, in one table: its stable code, its HTTP status, whether trying again can help,
 * and what the person is told in both languages. `{name}` is filled from the error's parameters. Codes of sheets
 * (`sheet/…`) have their words beside their rules, in domain/sheet/problem-words.ts.
 */
export type Language = 'zh' | 'en';
export type Retry = 'never' | 'later' | 'now';

interface ErrorEntry {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 429 | 500 | 503;
  readonly retry: Retry;
  readonly zh: string;
  readonly en: string;
}

function entry(status: ErrorEntry['status'], retry: Retry, zh: string, en: string): ErrorEntry {
  return { status, retry, zh, en };
}

export const errorTable = {
  'app/unexpected': entry(
    500,
    'later',
    '出了意外错误，已写入日志。',
    'Something unexpected went wrong; it is in the log.',
  ),
  'request/invalid': entry(
    400,
    'never',
    '请求内容不符合要求：{detail}',
    'The request is not valid: {detail}',
  ),
  'request/too-large': entry(
    413,
    'never',
    '一次最多 1000 条、1 MB。',
    'At most 1,000 items and 1 MB a request.',
  ),
  'request/not-found': entry(404, 'never', '没有这个地址。', 'There is nothing at this address.'),
  'request/too-many': entry(
    429,
    'later',
    '请求太频繁，请稍后再试。',
    'Too many requests; try again shortly.',
  ),
  'auth/missing': entry(401, 'never', '缺少密钥。', 'A key is needed.'),
  'auth/unknown': entry(401, 'never', '密钥无效或已撤销。', 'The key is not known or was revoked.'),
  'auth/scope': entry(403, 'never', '此密钥没有“{scope}”权限。', 'This key lacks the scope "{scope}".'),
  'auth/role': entry(403, 'never', '你的角色不能做这件事。', 'Your role may not do this.'),
  'auth/invite': entry(401, 'never', '没有这个邀请码，请核对。', 'There is no such invite code; check it.'),
  'auth/invite-used': entry(
    401,
    'never',
    '这个邀请码已经用过，请再要一个。',
    'This invite code has been used; ask for another.',
  ),
  'auth/invite-expired': entry(
    401,
    'never',
    '这个邀请码已过期，请再要一个。',
    'This invite code has expired; ask for another.',
  ),
  'auth/removed': entry(
    401,
    'never',
    '这台设备已被移出该团队中枢。已有内容只能看，不再更新。',
    'This device was removed from the hub. What is here can be read and is no longer renewed.',
  ),
  'auth/expired': entry(
    401,
    'never',
    '这台设备的登录已过期，请用新的邀请码重新加入。',
    'This device’s sign-in has expired; join again with a new invite code.',
  ),
  'device/not-found': entry(404, 'never', '没有这台设备。', 'There is no such device.'),
  'device/self': entry(
    409,
    'never',
    '不能移除自己正在用的设备，请改用“退出”。',
    'You cannot remove the device you are on; leave the hub instead.',
  ),
  'hub/away': entry(503, 'later', '团队中枢连不上，没有执行。', 'The hub is out of reach; nothing was done.'),
  'hub/unreachable': entry(
    503,
    'later',
    '连不上这个地址，请核对地址，并确认中枢已启动。',
    'Nothing answers at this address; check it, and that the hub is running.',
  ),
  'hub/not-livedesk': entry(
    409,
    'never',
    '这个地址有回应，但不是 Livedesk 中枢。',
    'Something answers at this address, but it is not a Livedesk hub.',
  ),
  'hub/protocol': entry(
    409,
    'never',
    '此版本与团队中枢不兼容，请升级。',
    'This version does not speak the hub’s protocol; please update.',
  ),
  'hub/storage': entry(
    503,
    'later',
    '中枢的硬盘写不进去，内容都留在本机，稍后再送。',
    'The hub cannot write to its disk; everything stays on this machine and is sent later.',
  ),
  'hub/folder-in-use': entry(
    409,
    'never',
    '这个资料夹已有另一个中枢在运行（{folder}）。',
    'Another Livedesk hub is already serving this data folder ({folder}).',
  ),
  'hub/damaged': entry(
    503,
    'never',
    '中枢的数据库有损坏，没有打开，也没有改动。请用备份恢复；本机未送出的内容可以先导出。',
    'The hub’s database is damaged; it was neither opened nor changed. Restore it from a backup; what this machine has not sent can be exported first.',
  ),
  'op/out-of-order': entry(
    409,
    'now',
    '操作的顺序对不上，正在重新发送。',
    'The order of operations does not match; they are being sent again.',
  ),
  'op/failed': entry(
    500,
    'never',
    '中枢无法执行这个操作，已写入日志。',
    'The hub could not carry this out; its log says why.',
  ),
  'op/too-large': entry(
    413,
    'never',
    '这次内容太多（上限 3 MB），请分几次。',
    'This is too much at once (3 MB at most); split it.',
  ),
  'op/unreadable': entry(
    500,
    'never',
    '本机已读不出这条操作（密钥丢失或文件损坏），没有发送，请重新录入。',
    'This machine can no longer read that operation (its key is gone, or the file is damaged): it was not sent; enter it again.',
  ),
  'sync/too-old': entry(
    409,
    'now',
    '离线太久，正在重新获取全部内容。',
    'This console was away too long; everything is being fetched anew.',
  ),
  'local/disk-full': entry(
    503,
    'later',
    '本机硬盘已满，没有保存。请腾出空间，无需重启。',
    'This machine’s disk is full; nothing was saved. Free some space; no restart is needed.',
  ),
  'local/profile-in-use': entry(
    409,
    'never',
    '另一个 Livedesk 正在使用这个资料夹（{folder}）。请先关闭它，或换一个资料夹。',
    'Another Livedesk is using this profile ({folder}). Close it first, or choose another folder.',
  ),
  'local/newer-database': entry(
    409,
    'never',
    '本机数据是更新版本的 Livedesk 写的（版本 {found}，本版只认识到 {known}），没有打开，也没有改动。请升级。',
    'The data on this machine was written by a newer Livedesk (version {found}, this one knows {known}); it was neither opened nor changed. Please update.',
  ),
  'local/newer-session': entry(
    409,
    'never',
    '本机保存的这个会话是更新版本的 Livedesk 写的，没有打开，也没有改动。请升级；未送出的内容可以先导出。',
    'What this machine keeps of this session was written by a newer Livedesk; it was neither opened nor changed. Please update; what was not sent can be exported.',
  ),
  'local/unopened': entry(
    503,
    'never',
    '本机保存的这个会话打不开，没有改动，原因在日志里。未送出的内容可以先导出。',
    'What this machine keeps of this session could not be opened and was not changed; the log says why. What was not sent can be exported.',
  ),
  'local/migration-failed': entry(
    500,
    'never',
    '把本机数据从版本 {found} 升到 {known} 没有成功。数据没有改动，原来的版本仍能打开。',
    'Bringing the data on this machine from version {found} to {known} failed. Nothing was changed; the Livedesk of before still opens it.',
  ),
  'local/damaged': entry(
    503,
    'now',
    '本机缓存有损坏，正在从中枢重新取回，请再试一次。',
    'The cache on this machine is damaged and is being fetched again from the hub; try again.',
  ),
  'local/keeps-failing': entry(
    503,
    'never',
    '这台电脑反复损坏数据，已停用这个会话。请检查硬盘和内存，再重新打开。',
    'This machine keeps damaging its data: the session was stopped. Have disk and memory checked, then start again.',
  ),
  'op/id-reused': entry(
    409,
    'never',
    '同一操作编号的内容不同。',
    'The same operation id came with other content.',
  ),
  'op/unknown-mutation': entry(
    400,
    'never',
    '团队中枢不认识操作“{name}”。',
    'The hub does not know the operation "{name}".',
  ),
  'show/not-found': entry(404, 'never', '没有这场直播。', 'There is no such show.'),
  'show/exists': entry(409, 'never', '这场直播已存在。', 'This show exists already.'),
  'run/not-found': entry(404, 'never', '没有这次开播。', 'There is no such run.'),
  'run/ended': entry(409, 'never', '本场已结束。', 'This run has ended.'),
  'run/started': entry(409, 'never', '本场已经开始。', 'This run has started already.'),
  'run/other-live': entry(409, 'never', '这场直播已有一次正在进行。', 'Another run of this show is on.'),
  'run/checks-failed': entry(
    409,
    'never',
    '开播前检查有 {count} 项错误，改好才能开播。',
    'The pre-show checklist has {count} errors: mend them before going live.',
  ),
  'mark/not-started': entry(
    409,
    'never',
    '开始以后才能打点。',
    'A highlight can be marked once the run has started.',
  ),
  'mark/not-found': entry(404, 'never', '没有这个打点。', 'There is no such highlight.'),
  'report/away': entry(
    503,
    'later',
    '连不上团队中枢，本机也没有留存这份报告。',
    'The hub is out of reach, and this machine keeps no copy of that report.',
  ),
  'rundown/slot-not-found': entry(
    404,
    'never',
    '排品里没有这一条。',
    'There is no such slot in the rundown.',
  ),
  'rundown/moved-on': entry(
    409,
    'now',
    '别人已经切走了，请看当前讲解。',
    'Somebody else has taken already; look at what is on air.',
  ),
  'rundown/nothing-next': entry(409, 'never', '后面没有可讲的商品了。', 'There is nothing left to take.'),
  'rundown/nothing-before': entry(409, 'never', '没有可以退回的上一个。', 'There is nothing to go back to.'),
  'rundown/on-air': entry(409, 'never', '正在讲解，不能这样做。', 'This slot is on air.'),
  'rundown/needs-second-person': entry(
    409,
    'never',
    '“{name}”直播价低于底价，需第二人复核后才能上。',
    '"{name}" is priced below its floor: a second person must confirm it first.',
  ),
  'rundown/bad-order': entry(
    409,
    'now',
    '排序已被别人改动，请再试一次。',
    'The order has changed under your hands; try again.',
  ),
  'rundown/frozen': entry(
    409,
    'now',
    '排品已锁定，改动需要确认。',
    'The rundown is frozen; confirm to change it.',
  ),
  'rundown/bad-thresholds': entry(
    400,
    'never',
    '警示时间要早于告急时间。',
    'The warning has to come before the alarm.',
  ),
  'product/not-found': entry(404, 'never', '没有这个商品。', 'There is no such product.'),
  'product/price-changed': entry(
    409,
    'now',
    '价格刚刚变了，请看清再确认。',
    'The price has just changed; look again before you confirm it.',
  ),
  'product/same-person': entry(
    403,
    'never',
    '复核人不能是录入人本人。',
    'The person who set the price cannot confirm it.',
  ),
  'drop/not-found': entry(404, 'never', '没有这个发券计划。', 'There is no such drop.'),
  'drop/exists': entry(409, 'never', '这个发券计划已存在。', 'This drop exists already.'),
  'drop/wrong-state': entry(
    409,
    'never',
    '这张券当前是“{state}”，不能这样做。',
    'The drop is {state}; this is not possible now.',
  ),
  'drop/changed': entry(
    409,
    'now',
    '券的状态刚刚变了，请看清再按。',
    'The drop has just changed; look again before you fire.',
  ),
  'drop/fired': entry(
    409,
    'never',
    '已经发放过，计划不能再改。',
    'The drop has been fired; its plan cannot change.',
  ),
  'drop/not-open': entry(409, 'now', '平台确认没有发出。', 'The platform says that it did not go out.'),
  'drop/cannot-tell': entry(
    409,
    'later',
    '平台现在也说不清有没有发出，请到平台上看一眼再定。',
    'The platform cannot tell whether it went out: look there and settle it.',
  ),
  'drop/amount-over-threshold': entry(
    400,
    'never',
    '优惠金额要小于门槛。',
    'The amount off must be below the threshold.',
  ),
  'drop/level-twice': entry(
    400,
    'never',
    '同一个会员等级只能有一档。',
    'Each member level can have one tier only.',
  ),
  'drop/packets-too-many': entry(
    400,
    'never',
    '总金额不够分，每个红包至少 1 分。',
    'The total is too small: every packet holds at least one cent.',
  ),
  'drop/not-below-price': entry(
    400,
    'never',
    '秒杀价要低于商品现在的价格。',
    'A flash price must be below the product’s price.',
  ),
  'drop/cool-down': entry(
    429,
    'later',
    '同类福利刚发过，{seconds} 秒后再发。',
    'A drop of this kind has just gone out; again in {seconds} s.',
  ),
  'drop/by-comment': entry(
    409,
    'never',
    '福袋靠评论口令参与，不能直接领取。',
    'A lucky bag is entered by a comment; it cannot be claimed.',
  ),
  'sequence/not-found': entry(404, 'never', '没有这个脚本。', 'There is no such sequence.'),
  'sequence/exists': entry(409, 'never', '这个脚本已存在。', 'This sequence exists already.'),
  'sequence/step-unknown': entry(
    400,
    'never',
    '脚本第 {place} 步用到的商品或福利不在这一场里。',
    'Step {place} of the sequence names something that is not in this show.',
  ),
  'sequence/drop-twice': entry(
    400,
    'never',
    '同一个福利在脚本里只能发一次。',
    'A drop can stand in a sequence once only.',
  ),
  'sequence/wrong-state': entry(
    409,
    'never',
    '这个脚本当前是“{state}”，不能这样做。',
    'The sequence is {state}; this is not possible now.',
  ),
  'sequence/changed': entry(
    409,
    'now',
    '脚本刚刚变了，请看清再按。',
    'The sequence has just changed; look again before you start it.',
  ),
  'claim/id-reused': entry(
    409,
    'never',
    '同一领取编号的买家不同。',
    'The same claim id came with another buyer.',
  ),
  'platform/away': entry(
    503,
    'later',
    '平台现在连不上，没有执行。',
    'The platform cannot be reached now: nothing was done.',
  ),
  'platform/refused': entry(409, 'never', '平台拒绝了：{detail}', 'The platform refused it: {detail}'),
  'platform/address': entry(
    400,
    'never',
    '平台地址不能用：要以 https 开头。',
    'This platform address cannot be used: it has to begin with https.',
  ),
  'act/not-found': entry(404, 'never', '没有这次平台操作。', 'There is no such act on the platform.'),
  'act/id-reused': entry(
    409,
    'never',
    '同一平台操作编号的内容不同。',
    'The same act id came with other content.',
  ),
  'act/not-on-air': entry(
    409,
    'never',
    '这个商品已经不在讲解，没有推送。',
    'This product is not on air any more: it was not pushed.',
  ),
  'act/wrong-state': entry(
    409,
    'never',
    '这次平台操作当前是“{state}”，不能这样做。',
    'This act is {state}; this is not possible now.',
  ),
  'act/cannot-tell': entry(
    409,
    'later',
    '平台现在说不清有没有生效，请到平台上看一眼再定。',
    'The platform cannot tell whether it took effect: look there and settle it.',
  ),
  'act/superseded': entry(409, 'never', '已被后来的推送取代。', 'Something newer has taken its place.'),
  'act/not-shown': entry(
    409,
    'now',
    '平台收下了，但买家看到的不是它。',
    'The platform took it, but this is not what buyers see.',
  ),
  'act/not-done': entry(409, 'now', '确认没有执行。', 'It was surely not done.'),
  'effect/expired': entry(
    409,
    'now',
    '超过 {seconds} 秒没送到，已作废，没有执行。',
    'Not delivered within {seconds} s: it expired and was not done.',
  ),
  'effect/restarted': entry(
    409,
    'now',
    '中枢重启过或休眠过，之前的预备已作废，请重新预备。',
    'The hub was restarted or slept: what was armed before has expired; arm it again.',
  ),
  'effect/unanswered': entry(
    503,
    'never',
    '已经发出但没有回音，是否执行以状态为准，请勿重复。',
    'It was sent but not answered: go by the state on the screen, do not repeat it.',
  ),
  'order/id-reused': entry(
    409,
    'never',
    '事件编号重复但内容不同。',
    'The event id was used with other content.',
  ),
  'order/not-a-sale': entry(
    400,
    'never',
    '不是一笔销售：数量为负但不是退款。',
    'Not a sale: a negative quantity outside a refund.',
  ),
  'order/bad-row': entry(400, 'never', '第 {row} 行读不懂：{detail}', 'Row {row} cannot be read: {detail}'),
  'event/invalid': entry(400, 'never', '第 {path} 项不对：{detail}', '{path}: {detail}'),
  'lease/not-enough': entry(
    409,
    'never',
    '现在只有 {free} 件可以领用。',
    'Only {free} pieces are free to take now.',
  ),
  'lease/not-needed': entry(
    409,
    'never',
    '这个商品没有申报库存，不用领用就能卖。',
    'This product has no declared stock: it sells without taking any.',
  ),
  'lease/not-found': entry(
    404,
    'never',
    '这台设备没有领用这个商品。',
    'This till has no stock of that product.',
  ),
  'lease/not-held': entry(
    409,
    'never',
    '这台设备只剩 {left} 件，不能多还。',
    'This till has {left} pieces left and cannot hand back more.',
  ),
  'lease/short': entry(
    409,
    'never',
    '“{name}”这台设备只剩 {left} 件可卖。',
    'This till has {left} pieces of "{name}" left to sell.',
  ),
  'ticket/not-found': entry(404, 'never', '没有这张单。', 'There is no such ticket.'),
  'ticket/exists': entry(409, 'never', '这张单已存在。', 'This ticket exists already.'),
  'ticket/other-till': entry(
    403,
    'never',
    '这张单是另一台设备开的，请到那台设备上处理。',
    'Another till made this ticket; change it there.',
  ),
  'ticket/wrong-state': entry(
    409,
    'never',
    '这张单当前是“{state}”，不能这样做。',
    'The ticket is {state}; this is not possible now.',
  ),
  'ticket/changed': entry(
    409,
    'now',
    '这张单刚刚变了，请看清再确认。',
    'The ticket has just changed; look again before you confirm.',
  ),
  'ticket/over-refund': entry(
    409,
    'never',
    '退的件数比卖出的多。',
    'More pieces would be refunded than were sold.',
  ),
  'ticket/cash-short': entry(409, 'never', '收的现金不够。', 'The cash received is less than the total.'),
  'ticket/too-much': entry(400, 'never', '金额超过上限。', 'The amount is larger than one ticket may have.'),
  'ticket/needs-second-person': entry(
    409,
    'never',
    '“{name}”价格低于底价，需第二人复核后才能卖。',
    '"{name}" is priced below its floor: it sells once a second person has confirmed it.',
  ),
  'signup/phone': entry(
    400,
    'never',
    '手机号不对：大陆号码 11 位，其他地区请加国家码，如 +852。',
    'This is no phone number: 11 digits in mainland China, otherwise with the country code such as +44.',
  ),
  'signup/no-consent-text': entry(
    409,
    'never',
    '还没有填写同意说明，先到收银设置里填写。',
    'There is no consent text yet: write it in the till’s set-up first.',
  ),
  'signup/not-found': entry(404, 'never', '没有这条报名。', 'There is no such sign-up.'),
  'signup/other-key': entry(
    409,
    'never',
    '报名信息是用另一把密钥加密的，打不开。请把原来的 workspace.key 放回中枢的数据文件夹。',
    'The sign-ups were encrypted with another key: put the original workspace.key back into the hub’s folder.',
  ),
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
  'session/not-found': entry(404, 'never', '没有加入这个中枢。', 'This console is not joined to that hub.'),
  'session/exists': entry(
    409,
    'never',
    '已经加入了这个中枢。',
    'This console is joined to that hub already.',
  ),
  'session/own': entry(409, 'never', '本机自带的中枢不能退出。', 'The console’s own hub cannot be left.'),
  'session/last': entry(
    409,
    'never',
    '这是唯一的中枢，不能退出。',
    'This is the only hub of this console and cannot be left.',
  ),
  'session/unsent': entry(
    409,
    'never',
    '还有 {unsent} 项没送到这个中枢，没有退出。',
    '{unsent} operations have not reached this hub: it was not left.',
  ),
  'question/not-found': entry(404, 'never', '没有这个问题。', 'There is no such question.'),
  'question/too-many': entry(
    409,
    'never',
    '给主播的问题已有 {max} 个，请先处理一些。',
    'There are {max} questions for the host already; settle some first.',
  ),
  'comment/not-found': entry(404, 'never', '没有这条评论。', 'There is no such comment.'),
  'comment/act-not-found': entry(404, 'never', '没有这个操作。', 'There is no such act.'),
  'comment/wrong-state': entry(
    409,
    'never',
    '这个操作已经不是那个状态了（{state}）。',
    'This act is not in that state any more ({state}).',
  ),
  'comment/unfilled': entry(
    409,
    'never',
    '这些变量现在没有值：{names}。请改写后再发。',
    'These variables have no value now: {names}. Reword it before sending.',
  ),
  'comment/unknown-variable': entry(
    400,
    'never',
    '没有“{name}”这个变量。可用：昵称、商品、价格、库存、优惠券。',
    'There is no variable "{name}". There are: name, product, price, stock, coupon.',
  ),
  'comment/unsupported': entry(
    409,
    'never',
    '这个平台不能由控制台处理评论，请到平台后台操作。',
    'This platform takes no comment acts from here; use its own desk.',
  ),
  'comment/not-taken': entry(
    409,
    'never',
    '平台没有接受，确认没有发出。',
    'The platform did not take it; it surely did not go out.',
  ),
  'comment/empty-word': entry(
    400,
    'never',
    '关键词里至少要有一个字。',
    'A word needs at least one letter or sign.',
  ),
  'comment/bad-pattern': entry(
    400,
    'never',
    '这条规则从第 {at} 个字符起看不懂。',
    'This pattern is not understood from character {at} on.',
  ),
  'comment/pattern-matches-all': entry(
    400,
    'never',
    '这条规则会匹配所有评论。',
    'This pattern would match every comment.',
  ),
  'comment/pattern-too-large': entry(
    400,
    'never',
    '这条规则太长或重复次数太多。',
    'This pattern is too long or repeats too much.',
  ),
  'comment/too-many': entry(409, 'never', '最多 {max} 条。', 'There can be {max} at most.'),
  'comment/auto-off': entry(
    409,
    'never',
    '自动回复已关闭，这条没有发出。',
    'Auto-reply is off; this one was not sent.',
  ),
  'host/closed': entry(409, 'never', '主播屏没有打开。', 'The host view is not open.'),
  'session/unsent-till': entry(
    409,
    'never',
    '收银还有 {unsent} 项没送到这个中枢，不能退出：先连上中枢送完，被拒绝的到冲突箱处理。',
    '{unsent} entries of the till have not reached this hub, so it cannot be left: send them first, and settle in the conflict tray what was refused.',
  ),
  'session/leaving': entry(409, 'never', '正在退出这个中枢。', 'This hub is being left.'),
  'pin/wrong': entry(403, 'now', 'PIN 不对，还能试 {left} 次。', 'That is not the PIN; {left} more tries.'),
  'pin/blocked': entry(
    429,
    'later',
    'PIN 连续输错，请 {seconds} 秒后再试。',
    'Too many wrong PINs; try again in {seconds} s.',
  ),
  'pin/not-set': entry(
    409,
    'never',
    '还没有设置 PIN，请先在设置里设置。',
    'There is no PIN yet: set one in the settings first.',
  ),
  'pin/exists': entry(
    409,
    'never',
    '已经设过 PIN，改之前要先输入原来的。',
    'There is a PIN already: enter it to change it.',
  ),
  'pin/not-found': entry(404, 'never', '没有这个人，或没有设 PIN。', 'There is no such person with a PIN.'),
  'take/held': entry(
    409,
    'never',
    '导播权在{name}手里，切品请先向对方要。',
    '{name} holds the take; ask them for it first.',
  ),
  'take/not-holder': entry(409, 'never', '导播权不在你手里。', 'You do not hold the take.'),
  'take/no-offer': entry(
    409,
    'now',
    '对方没有把导播权交给你，或已收回。',
    'The take is not offered to you any more.',
  ),
  'take/free': entry(409, 'now', '没有人拿着导播权，直接切即可。', 'Nobody holds the take: just take.'),
  'take/changed': entry(
    409,
    'now',
    '导播权刚刚换了人，请再看一眼。',
    'The take has just changed hands; look again.',
  ),
  'take/present': entry(
    409,
    'later',
    '{name}还在线，或离线不到 {seconds} 秒。先向对方要；由所有者可直接接管。',
    '{name} is still there, or was within the last {seconds} s. Ask them; an owner may take it over at once.',
  ),
  'take/order-only': entry(
    409,
    'never',
    '接管要当场向中枢提出。',
    'Taking over is asked of the hub there and then.',
  ),
  'rehearsal/exists': entry(
    409,
    'never',
    '这场已有一次还没开始的演练。',
    'A rehearsal of this show is waiting to start already.',
  ),
  'rehearsal/running': entry(
    409,
    'never',
    '演练正在进行，先结束再重置。',
    'A rehearsal is on; end it before you reset it.',
  ),
  'rehearsal/order-only': entry(
    409,
    'never',
    '重置要当场向中枢提出。',
    'A reset is asked of the hub there and then.',
  ),
  'offer/below-floor': entry(
    409,
    'never',
    '“{name}”叠加 {combination} 后到手 {price}，低于底价 {floor}，已拦下。',
    '"{name}" would come to {price} with {combination}, below its floor {floor}: blocked.',
  ),
  'policy/bad-thresholds': entry(
    400,
    'never',
    '库存告急线要低于预警线。',
    'The stock alarm has to lie below the warning.',
  ),
  'approval/not-found': entry(404, 'never', '没有这条改价申请。', 'There is no such price request.'),
  'approval/settled': entry(
    409,
    'never',
    '这条改价申请已经有结果了。',
    'This price request has been settled already.',
  ),
  'approval/same-person': entry(
    403,
    'never',
    '自己提的改价要由另一个人复核。',
    'A price change is confirmed by somebody other than who asked for it.',
  ),
  'stock/untracked': entry(
    409,
    'never',
    '“{name}”没有申报库存，先填备货数。',
    'The stock of "{name}" is not followed: declare it first.',
  ),
  'stock/negative': entry(
    400,
    'never',
    '“{name}”备货只有 {declared} 件，不能减这么多。',
    'Only {declared} pieces of "{name}" are declared: no more can be taken away.',
  ),
  'stock/short': entry(
    409,
    'never',
    '“{name}”已售、待付和领用共 {taken} 件，减完只剩备货 {declared} 件。',
    '{taken} pieces of "{name}" are sold, held or leased; only {declared} would be declared.',
  ),
  'price/not-confirmed': entry(
    409,
    'never',
    '“{name}”的价格还没有第二人复核，不能开价。',
    'The price of "{name}" waits for a second person: it cannot be released.',
  ),
  'outbox/not-found': entry(404, 'never', '这条待处理操作已不在。', 'That operation is no longer there.'),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorTable;
export type ErrorParams = Readonly<Record<string, string | number>>;

/** An error that may cross a boundary: a code of the table and what fills its words; never a stack, SQL or path. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  constructor(code: ErrorCode, params: ErrorParams = {}) {
    super(errorText(code, params, 'en'));
    this.name = 'AppError';
    this.code = code;
    this.params = params;
  }
}

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorTable, code);
}

export function errorText(code: ErrorCode, params: ErrorParams, language: Language): string {
  return errorTable[code][language].replaceAll(/\{(\w+)\}/g, (hole, name: string) =>
    String(params[name] ?? hole),
  );
}
