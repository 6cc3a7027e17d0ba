/** Words of the report's files, in both languages: a file is read without the screen. */
import type { Language } from '../../contract/errors.ts';
import type { Mark } from '../mark/mark.schema.ts';
import type { FunnelStep } from './report.schema.ts';
import type { ReportTableName } from './report-tables.ts';

type Single =
  | 'show'
  | 'kind'
  | 'live'
  | 'rehearsal'
  | 'currency'
  | 'startedAt'
  | 'endedAt'
  | 'madeAt'
  | 'gross'
  | 'refunds'
  | 'net'
  | 'target'
  | 'orders'
  | 'refundsCount'
  | 'buyers'
  | 'aov'
  | 'peakOnline'
  | 'accepted'
  | 'unexplained';

type Words = Readonly<Record<Single, string>> & {
  readonly tables: Readonly<Record<ReportTableName, string>>;
  readonly heads: Readonly<Record<ReportTableName, readonly string[]>>;
  readonly steps: Readonly<Record<FunnelStep['step'], string>>;
  readonly why: Readonly<Record<Mark['source'], string>>;
};

const zhSums = ['成交额', '退款额', '净成交额', '订单数'];
const enSums = ['Gross', 'Refunds', 'Net', 'Orders'];

export const reportFileWords: Readonly<Record<Language, Words>> = {
  zh: {
    show: '场次',
    kind: '类型',
    live: '直播',
    rehearsal: '演练（不计入真实成交）',
    currency: '货币',
    startedAt: '开始',
    endedAt: '结束',
    madeAt: '报告生成于',
    gross: '成交额',
    refunds: '退款额',
    net: '净成交额',
    target: '目标',
    orders: '订单数',
    refundsCount: '退款笔数',
    buyers: '买家数',
    aov: '客单价',
    peakOnline: '在线峰值',
    accepted: '开播时接受的提醒',
    unexplained: '未列明（优惠、运费等）',
    tables: {
      summary: '概览',
      products: '商品',
      minutes: '每分钟',
      takes: '切品记录',
      drops: '发券',
      channels: '渠道',
      shops: '店铺',
      funnel: '漏斗',
      clips: '打点',
    },
    heads: {
      summary: ['项目', '数值'],
      products: [
        ...['款号', '商品', '店铺', '直播价', '售出件数', '订单数', '成交额', '退款额', '净成交额'],
        ...['讲解次数', '讲解秒数', '讲解中售出', '讲解中成交额', '讲解每分钟成交额', '转化率'],
      ],
      minutes: ['开播后第几分钟', '成交额', '净成交额', '订单数', '累计成交额', '累计净成交额'],
      takes: ['商品', '款号', '上播', '下播', '秒数', '售出件数', '成交额', '退款额'],
      drops: [
        ...['名称', '类型', '状态', '开始', '结束', '总量', '已领', '被拒', '最多成本', '已用', '带来成交额'],
      ],
      channels: ['渠道', ...zhSums],
      shops: ['店铺', ...zhSums],
      funnel: ['步骤', '人数／次数'],
      clips: ['开始', '结束', '商品', '来由', '备注', '当分钟成交额'],
    },
    steps: {
      entered: '进入直播间（人次）',
      viewers: '观看人数',
      clicks: '点击商品',
      placed: '下单',
      paid: '付款订单',
    },
    why: { key: '手动打点', spike: '成交突增' },
  },
  en: {
    show: 'Show',
    kind: 'Kind',
    live: 'Live',
    rehearsal: 'Rehearsal (no real sales)',
    currency: 'Currency',
    startedAt: 'Started',
    endedAt: 'Ended',
    madeAt: 'Report made',
    gross: 'Gross GMV',
    refunds: 'Refunds',
    net: 'Net GMV',
    target: 'Target',
    orders: 'Orders',
    refundsCount: 'Refund events',
    buyers: 'Buyers',
    aov: 'Average order',
    peakOnline: 'Peak online',
    accepted: 'Warnings accepted at the start',
    unexplained: 'Not itemised (discounts, freight)',
    tables: {
      summary: 'Summary',
      products: 'Products',
      minutes: 'Minutes',
      takes: 'Takes',
      drops: 'Drops',
      channels: 'Channels',
      shops: 'Shops',
      funnel: 'Funnel',
      clips: 'Clips',
    },
    heads: {
      summary: ['Item', 'Value'],
      products: [
        ...['SKU', 'Product', 'Shop', 'Price', 'Sold', 'Orders', 'Gross', 'Refunds', 'Net', 'Takes'],
        ...['Seconds on air', 'Sold on air', 'Gross on air', 'Gross a minute on air', 'Conversion'],
      ],
      minutes: ['Minute since start', 'Gross', 'Net', 'Orders', 'Gross so far', 'Net so far'],
      takes: ['Product', 'SKU', 'On air', 'Off air', 'Seconds', 'Sold', 'Gross', 'Refunds'],
      drops: [
        ...['Name', 'Kind', 'State', 'Opened', 'Closed', 'Quota', 'Claimed', 'Refused', 'Cost at most'],
        ...['Used', 'GMV brought'],
      ],
      channels: ['Channel', ...enSums],
      shops: ['Shop', ...enSums],
      funnel: ['Step', 'Count'],
      clips: ['From', 'To', 'Product', 'Why', 'Note', 'Gross of the minute'],
    },
    steps: {
      entered: 'Entered (visits)',
      viewers: 'Viewers',
      clicks: 'Product clicks',
      placed: 'Orders placed',
      paid: 'Orders paid',
    },
    why: { key: 'marked by hand', spike: 'GMV spike' },
  },
};
