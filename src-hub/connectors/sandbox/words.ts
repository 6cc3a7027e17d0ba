/** What imitated viewers are called and say. `{name}` is the product on air. */
type Words = readonly [string, ...string[]];

export const familyNames: Words = [
  '小',
  '阿',
  '大',
  '爱笑的',
  '早起的',
  '南方',
  '北方',
  '隔壁',
  '一只',
  '快乐',
];
export const givenNames: Words = [
  '橙子',
  '芒果',
  '棉花糖',
  '团子',
  '果果妈妈',
  '朵朵',
  '乐乐妈',
  '豆豆',
  '向日葵',
  '可可',
  '米粒',
  '星星',
];

export const questions: Words = [
  '{name}有没有其他颜色？',
  '{name}多大尺寸？',
  '宝宝敏感肌能用吗？',
  '{name}今天发货吗？',
  '还有券吗主播？',
  '{name}和上次那款有什么区别？',
  '可以机洗吗？会不会缩水？',
  '支持七天无理由吗？',
  '新疆能发吗？运费多少？',
  '{name}库存还有多少？',
  '一米六的身高穿什么码？',
  '赠品是随单发吗？',
  '什么时候上1号链接？',
  '能不能再讲一遍{name}？',
  '两件可以叠加优惠吗？',
];

export const remarks: Words = [
  '已拍！',
  '拍了两件，坐等发货',
  '回购第三次了，真的好用',
  '主播今天好漂亮',
  '这个价格可以',
  '手慢了没抢到',
  '{name}我家用了半年，推荐',
  '刚进来，现在讲到哪了',
  '给主播点赞',
  '链接在哪里呀',
  '库存掉得好快',
  '姐妹们冲',
  '物流很快，上次第二天就到了',
  '质量没得说',
  '等福利款',
  '111',
  '想要券想要券',
];

export const channels: readonly [string, ...string[]] = [
  'live-room',
  'live-room',
  'live-room',
  'mini-program',
  'mini-program',
  'group',
  'guide',
];

export type Talk = 'spike' | 'rush' | 'sold-out' | 'refund' | 'outage' | 'recovered';

/** What a scenario's viewers say; what many say at once is there several times over. */
export const talk: Readonly<Record<Talk, Words>> = {
  spike: ['3', '2', '1', '冲冲冲', '上链接！', '已拍！', '抢到了', '{name}拍了', '手慢无', '券呢券呢', '1'],
  rush: [
    '{name}还有多少件？',
    '已拍{name}',
    '库存掉得好快',
    '尺码怎么选？',
    '一米六穿什么尺码？',
    '尺码偏大还是偏小？',
    '这个尺码准吗？',
    '快没了快没了',
  ],
  'sold-out': [
    '没抢到{name}',
    '{name}还补货吗？',
    '能不能加单？',
    '显示售罄了',
    '拍了又给我退了？',
    '还有库存吗？',
    '什么时候补货？',
    '求返场！',
  ],
  refund: [
    '怎么退款？',
    '退款什么时候到账？',
    '申请退款了',
    '和图片有色差，退了',
    '尺码不合适想退',
    '退款找谁？',
    '客服怎么不回？',
    '运费险有吗？',
  ],
  outage: [
    '卡了',
    '画面不动了',
    '黑屏？',
    '点不了链接',
    '是我网不好吗？',
    '声音没了',
    '链接打不开',
    '直播间崩了？',
  ],
  recovered: ['终于好了', '回来了回来了', '刚才卡死了', '刚才那款还能拍吗？', '可以下单了', '再讲一遍刚才的'],
};
