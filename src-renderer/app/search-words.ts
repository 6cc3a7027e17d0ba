/**
 * What else the palette's commands are found by, beside their names: what people of the trade would type. Both languages
 * search at once, so that 收银 finds the till on an English screen too.
 */
export const searchWords = {
  'go-live': { zh: '直播 直播台 场控', en: 'live desk' },
  'go-wall': {
    zh: '大盘 大屏 数据 成交 目标 渠道 分店',
    en: 'wall gmv figures target channels shops big screen',
  },
  'go-reports': { zh: '报告 复盘 导出', en: 'reports gmv after export' },
  'go-community': { zh: '社群 群发 公告', en: 'community groups announcement' },
  'go-till': { zh: '收银 挂单 报名 接龙', en: 'till sell cash sign-up' },
  'go-import': { zh: '导入 排品表 商品', en: 'import sheet products' },
  'go-import-groups': { zh: '导入 社群 群名单', en: 'import sheet groups list' },
  'go-handover': { zh: '交班 承诺', en: 'handover shift promises' },
  'go-audit': { zh: '操作记录 审计', en: 'audit log who' },
  'go-team': { zh: '团队 中枢 邀请', en: 'team hub invite' },
  'go-settings': { zh: '设置', en: 'settings' },
  'app-language': { zh: '语言 中文', en: 'language english' },
  'app-theme': { zh: '主题 深色 浅色', en: 'theme dark light' },
  'app-keys': { zh: '快捷键', en: 'keys shortcuts' },
  acts: { zh: '记录 撤销', en: 'history log' },
  approvals: { zh: '复核 改价 审批', en: 'approve confirm price second person' },
  back: { zh: '上一个 退回', en: 'back' },
  'drop-new': { zh: '券 红包 福袋 秒杀 满赠', en: 'coupon packet lucky bag flash price gift' },
  lock: { zh: '锁定', en: 'lock pin' },
  mark: { zh: '打点 高光', en: 'mark highlight clip' },
  'price-stock': { zh: '库存', en: 'stock' },
  'price-shelf-on': { zh: '上架 下架 售罄', en: 'shelf' },
  'price-shelf-off': { zh: '上架 下架 售罄', en: 'shelf' },
  'price-shelf-sold-out': { zh: '上架 下架 售罄', en: 'shelf' },
  'promise-note': { zh: '承诺 送', en: 'promise gift' },
  refused: { zh: '冲突 待处理', en: 'conflicts tray' },
  rehearse: { zh: '演练', en: 'rehearsal' },
  reset: { zh: '演练 重来', en: 'rehearsal reset' },
  'run-start-end': { zh: '开播 结束', en: 'start end' },
  'sequence-new': { zh: '连发 脚本', en: '321 sequence script' },
  'show-edit': { zh: '场次', en: 'show' },
  'show-new': { zh: '场次', en: 'show' },
  'take-next': { zh: '切', en: 'take' },
  undo: { zh: '撤销', en: 'undo' },
  unsent: { zh: '待发 离线', en: 'outbox queue' },
} as const;

/** Commands that are always called the same; those of a slot carry its id and bring words of their own. */
export type CommandId = keyof typeof searchWords | `arm-${string}`;

export function searchWordsOf(id: CommandId): string[] {
  if (!(id in searchWords)) return [];
  const { zh, en } = searchWords[id as keyof typeof searchWords];
  return [zh, en];
}
