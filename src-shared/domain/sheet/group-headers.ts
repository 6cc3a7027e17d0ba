import type { HeaderWords } from './columns.ts';

/** In lower case, without spaces, brackets and punctuation: as `headerWord` leaves a header. */
export const groupHeaders: HeaderWords = {
  name: ['群名称', '群名', '社群名称', '社群', '群聊名称', '名称', 'name', 'group', 'groupname'],
  owner: ['群主', '团长', '负责人', '群负责人', '导购', 'owner', 'groupowner', 'leader'],
  platform: ['平台', '群类型', '渠道', '所属平台', 'platform', 'channel', 'grouptype'],
  size: ['人数', '群人数', '成员数', '群成员数', 'size', 'members', 'membercount', 'headcount'],
  tags: ['标签', '群标签', '分组', 'tag', 'tags', 'label', 'labels'],
  brand: ['所属品牌', '品牌', '品牌线', '店铺', 'brand', 'shop'],
  robot: [
    '机器人地址',
    '机器人',
    '群机器人',
    '群机器人地址',
    'webhook',
    'webhook地址',
    '机器人webhook',
    'robot',
    'roboturl',
    'webhookurl',
    'bot',
    'boturl',
  ],
};
