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
