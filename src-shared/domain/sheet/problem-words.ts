/** Every code of sheet reading in plain words. `{name}` is filled from the problem's parameters. */
import type { Language } from '../../contract/errors.ts';
import type { SheetField, SheetProblem, SkippedRow } from '../../contract/sheet.ts';
import type { SheetCode } from './problem-codes.ts';
import type { SheetParams } from './sheet-error.ts';

interface Words {
  readonly zh: string;
  readonly en: string;
}

export const problemWords: Readonly<Record<SheetCode, Words>> = {
  'sheet/no-name': { zh: '没有名称。', en: 'There is no name.' },
  'sheet/no-price': { zh: '没有直播价。', en: 'There is no price.' },
  'sheet/not-a-number': { zh: '“{text}”不是一个数。', en: '"{text}" is not a number.' },
  'sheet/too-many-decimals': {
    zh: '“{text}”的小数超过两位，请写成确切的数。',
    en: '"{text}" has more than two decimals; give the exact figure.',
  },
  'sheet/negative': {
    zh: '“{text}”是负数，这里不允许。',
    en: '"{text}" is negative, which is not allowed here.',
  },
  'sheet/negative-stock': { zh: '库存“{text}”是负数。', en: 'The stock "{text}" is negative.' },
  'sheet/not-whole': {
    zh: '“{text}”带小数，这里要整数。',
    en: '"{text}" has decimals; a whole number is needed here.',
  },
  'sheet/number-too-large': {
    zh: '“{text}”太大了，可能是别的列的内容。',
    en: '"{text}" is too large; it may belong to another column.',
  },
  'sheet/price-range': {
    zh: '“{text}”是一个区间，请写一个确切的价格。',
    en: '"{text}" is a range; give one exact price.',
  },
  'sheet/other-currency': {
    zh: '“{text}”像是另一种货币，不作换算，请写本场货币的金额。',
    en: '"{text}" looks like another currency. Nothing is converted; give the amount in the show\'s currency.',
  },
  'sheet/cell-error': {
    zh: '这个单元格在表格里就是错误：{text}。',
    en: 'The cell shows an error in the sheet itself: {text}.',
  },
  'sheet/commission-too-high': {
    zh: '佣金“{text}”超过 100%。',
    en: 'The commission "{text}" is over 100 %.',
  },
  'sheet/minutes-unreadable': {
    zh: '“{text}”看不出是多长时间（最长 12 小时）。',
    en: '"{text}" cannot be read as a length of time (at most 12 hours).',
  },
  'sheet/too-long': {
    zh: '内容太多：{length}，最多 {longest}。',
    en: 'Too long: {length}, at most {longest}.',
  },
  'sheet/two-columns': {
    zh: '“{header}”和 {otherLetter} 列“{other}”是同一个意思，请选用哪一列，另一列设为不用。',
    en: '"{header}" means the same as column {otherLetter} "{other}"; choose one and leave the other out.',
  },
  'sheet/too-many-entries': {
    zh: '共 {count} 行，一次最多导入 {limit} 行，请分批或排除一些。',
    en: 'There are {count} rows; at most {limit} are imported at once. Split the sheet or leave some out.',
  },
  'sheet/formula': {
    zh: '这里是公式 {formula}（显示为“{text}”），请确认是多少。',
    en: 'This is a formula, {formula}, shown as "{text}"; please say what the value is.',
  },
  'sheet/scientific': {
    zh: '“{text}”是科学记数法，请确认是多少。',
    en: '"{text}" is written with an exponent; please say what the value is.',
  },
  'sheet/shorthand-number': {
    zh: '“{text}”是简写，请确认是多少。',
    en: '"{text}" is shorthand; please say what the value is.',
  },
  'sheet/merged-number': {
    zh: '这个数“{text}”在合并单元格里，上面的行也用它，请确认本行是多少。',
    en: '"{text}" stands in a merged cell that belongs to rows above too; please say what it is for this row.',
  },
  'sheet/minutes-unclear': {
    zh: '“{text}”可能是时分秒，也可能是表格软件改写过的分秒，请确认时长。',
    en: '"{text}" may be hours, or minutes that the spreadsheet rewrote; please say how long.',
  },
  'sheet/commission-unclear': {
    zh: '佣金“{text}”可以有两种读法，请写成百分比，例如 20%。',
    en: 'The commission "{text}" can be read in two ways; give it in per cent, such as 20%.',
  },
  'sheet/sku-scientific': {
    zh: '编码“{text}”被表格软件缩写，丢了位数，请填完整编码。',
    en: 'The spreadsheet shortened the code "{text}" and lost digits; please give it in full.',
  },
  'sheet/second-slot': {
    zh: '款号 {sku} 与第 {firstRow} 行同名同价：作为同一商品再讲一次，还是跳过？',
    en: 'SKU {sku} has the same name and price as row {firstRow}: a second slot for that product, or skip it?',
  },
  'sheet/clash': {
    zh: '款号 {sku} 与第 {firstRow} 行冲突：那里是“{firstName}” {firstPrice}，这里是“{name}” {price}。以哪个为准？',
    en: 'SKU {sku} clashes with row {firstRow}: there "{firstName}" {firstPrice}, here "{name}" {price}. Which one holds?',
  },
  'sheet/price-above-list': {
    zh: '直播价 {price} 高于日常价 {list}，确认后才能导入。',
    en: 'The price {price} is above the list price {list}; accept it to import the row.',
  },
  'sheet/price-zero': {
    zh: '价格是 0，确认后才能导入。',
    en: 'The price is 0; accept it to import the row.',
  },
  'sheet/commission-small': {
    zh: '佣金“{text}”按这一列多数的写法读作 {percent}，请确认。',
    en: 'The commission "{text}" is read as {percent}, as most of the column is written; please accept or correct it.',
  },
  'sheet/same-name': {
    zh: '没有款号，名称与第 {firstRow} 行相同；确认后会成为两个商品。',
    en: 'No SKU, and the same name as row {firstRow}; if accepted, these become two products.',
  },
  'sheet/same-group-name': {
    zh: '群名与第 {firstRow} 行相同，可能会发两遍；确认后才能导入。',
    en: 'The same group name as row {firstRow}: it may be posted to twice. Accept it to import the row.',
  },
  'sheet/robot-not-url': {
    zh: '机器人地址 {shown} 不是可用的网址；确认后不带机器人导入。',
    en: 'The robot address {shown} is not a usable web address; accept to import the group without it.',
  },
  'sheet/robot-host': {
    zh: '机器人地址 {shown} 不被允许，只接受 https://{allowed}；确认后不带机器人导入。',
    en: 'The robot address {shown} is not allowed, only https://{allowed} is; accept to import the group without it.',
  },
  'sheet/robot-on-customer-group': {
    zh: '客户群不能用群机器人（{shown}）；确认后不带机器人导入。',
    en: 'A customer group cannot have a robot ({shown}); accept to import the group without it.',
  },
  'sheet/robot-shared': {
    zh: '机器人地址 {shown} 与第 {firstRow} 行相同，同一个群会收到两遍；确认后才能导入。',
    en: 'The robot address {shown} is also in row {firstRow}: one group would get every post twice. Accept it to import the row.',
  },
  'sheet/price-below-floor': {
    zh: '直播价 {price} 低于底价 {floor}：可以导入，上播前须第二人确认。',
    en: 'The price {price} is below the floor {floor}: imported, but needs a second person before live.',
  },
  'sheet/stock-not-tracked': { zh: '库存为空：不跟踪库存。', en: 'Blank stock: stock is not tracked.' },
  'sheet/full-width-read': {
    zh: '全角数字“{text}”读作 {read}。',
    en: 'Full-width digits "{text}" are read as {read}.',
  },
  'sheet/commission-read': {
    zh: '佣金“{text}”按这一列的写法读作 {percent}。',
    en: 'The commission "{text}" is read as {percent}, going by the rest of the column.',
  },
  'sheet/text-kept': {
    zh: '“{text}”看起来像公式或网页代码，只当文字保存。',
    en: '"{text}" looks like a formula or HTML; it stays plain text.',
  },
  'sheet/text-from-formula': {
    zh: '文字“{text}”由公式 {formula} 得出，按显示的内容保存。',
    en: 'The text "{text}" comes from the formula {formula} and is kept as shown.',
  },
  'sheet/type-carried': {
    zh: '类型沿用上面的“{type}”。',
    en: 'The type "{type}" is carried down from above.',
  },
  'sheet/value-carried': {
    zh: '“{text}”来自上面的合并单元格。',
    en: '"{text}" comes from the merged cell above.',
  },
  'sheet/no-sku': {
    zh: '没有款号：可以导入，但认不出重复和订单。',
    en: 'No SKU: it can be imported, but repeats and orders cannot be matched.',
  },
  'sheet/placeholder-blank': { zh: '“{text}”当作空白。', en: '"{text}" is read as blank.' },
  'sheet/platform-other': {
    zh: '平台“{text}”不认识，归为“其他”。',
    en: 'The platform "{text}" is not known and becomes "other".',
  },
  'sheet/column-missing': {
    zh: '没有找到“{field}”列，请指定是哪一列，或逐行填写。',
    en: 'No column for "{field}" was found; say which one it is, or fill in each row.',
  },
  'sheet/mapping-remembered': {
    zh: '沿用了上次为同样表头指定的列。',
    en: 'The columns are mapped as you did last time for the same headers.',
  },
  'sheet/skipped-title': { zh: '表头上方的标题行。', en: 'A title row above the header.' },
  'sheet/skipped-blank': { zh: '空行。', en: 'A blank row.' },
  'sheet/skipped-totals': { zh: '合计行，不是商品。', en: 'A totals row, not an entry.' },
  'sheet/skipped-header': { zh: '重复的表头。', en: 'The header again.' },
  'sheet/empty': { zh: '文件里没有内容。', en: 'There is nothing in the file.' },
  'sheet/too-large': { zh: '文件超过 {limitMb} MB。', en: 'The file is larger than {limitMb} MB.' },
  'sheet/too-large-inside': {
    zh: '文件解压后超过 {limitMb} MB，已拒绝。',
    en: 'Unpacked, the file is larger than {limitMb} MB; it was refused.',
  },
  'sheet/too-many-rows': {
    zh: '工作表“{sheet}”超过 {limit} 行。',
    en: 'The sheet "{sheet}" has more than {limit} rows.',
  },
  'sheet/too-many-columns': {
    zh: '工作表“{sheet}”超过 {limit} 列。',
    en: 'The sheet "{sheet}" has more than {limit} columns.',
  },
  'sheet/password': {
    zh: '文件有密码，请在表格软件里去掉密码后再试。',
    en: 'The file is protected by a password; remove it in your spreadsheet and try again.',
  },
  'sheet/not-a-sheet': {
    zh: '这不是能读的表格，请另存为 xlsx 或 CSV。',
    en: 'This is not a sheet that can be read; save it as xlsx or CSV.',
  },
  'sheet/unreadable': {
    zh: '文件已损坏，请在表格软件里打开后另存一份再试。',
    en: 'The file is damaged; open it in your spreadsheet, save a copy and try that.',
  },
  'sheet/broken-quotes': {
    zh: '第 {row} 行的引号没有配对，无法确定后面各行的内容。',
    en: 'The quotes in row {row} do not match, so what follows cannot be told apart.',
  },
  'sheet/columns-missing': { zh: '缺少这些列：{fields}。', en: 'These columns are missing: {fields}.' },
  'sheet/no-such-sheet': { zh: '文件里没有工作表“{name}”。', en: 'There is no sheet "{name}" in the file.' },
  'sheet/not-open': {
    zh: '这个表格已关闭，请重新选择文件。',
    en: 'The sheet is no longer open; choose the file again.',
  },
  'sheet/not-ready': { zh: '还有 {blocked} 行没有处理完。', en: 'There are {blocked} rows left to settle.' },
};

export const fieldWords: Readonly<Record<SheetField, Words>> = {
  seq: { zh: '序号', en: 'No.' },
  type: { zh: '类型', en: 'Type' },
  name: { zh: '名称', en: 'Name' },
  sku: { zh: '款号', en: 'SKU' },
  spec: { zh: '规格', en: 'Spec' },
  listPrice: { zh: '日常价', en: 'List price' },
  price: { zh: '直播价', en: 'Price' },
  floorPrice: { zh: '底价', en: 'Floor' },
  stock: { zh: '库存', en: 'Stock' },
  commission: { zh: '佣金', en: 'Commission' },
  mechanics: { zh: '机制/赠品', en: 'Mechanics' },
  points: { zh: '卖点', en: 'Points' },
  minutes: { zh: '讲解时长', en: 'Minutes' },
  remark: { zh: '备注', en: 'Remark' },
  shop: { zh: '店铺', en: 'Shop' },
  owner: { zh: '群主', en: 'Owner' },
  platform: { zh: '平台', en: 'Platform' },
  size: { zh: '人数', en: 'Size' },
  tags: { zh: '标签', en: 'Tags' },
  brand: { zh: '所属品牌', en: 'Brand' },
  robot: { zh: '机器人地址', en: 'Robot address' },
};

/** The sentence for a code: for a `SheetError` and for whatever else has a code and parameters. */
export function sheetText(code: SheetCode, params: SheetParams, lang: Language): string {
  return problemWords[code][lang].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    const field =
      name === 'field' && Object.hasOwn(fieldWords, value) ? fieldWords[value as SheetField] : null;
    return field === null ? String(value) : field[lang];
  });
}

export function problemText(problem: Pick<SheetProblem, 'code' | 'params'>, lang: Language): string {
  return sheetText(problem.code, problem.params, lang);
}

/** `第 12 行 G 列“直播价”` / `Row 12, column G "直播价"`. Empty for a problem of the whole sheet without a column. */
export function problemPlace({ row, column }: Pick<SheetProblem, 'row' | 'column'>, lang: Language): string {
  const chinese = lang === 'zh';
  const header =
    column === null || column.header === '' ? '' : chinese ? `“${column.header}”` : ` "${column.header}"`;
  const inRow = row === null ? '' : chinese ? `第 ${row} 行` : `Row ${row}`;
  if (column === null) return inRow;
  if (chinese) return `${inRow === '' ? '' : `${inRow} `}${column.letter} 列${header}`;
  return `${inRow === '' ? 'Column' : `${inRow}, column`} ${column.letter}${header}`;
}

export function skippedText({ code, text }: Pick<SkippedRow, 'code' | 'text'>, lang: Language): string {
  const words = problemWords[code][lang];
  return text === '' ? words : `${words}${lang === 'zh' ? '' : ' '}${text}`;
}
