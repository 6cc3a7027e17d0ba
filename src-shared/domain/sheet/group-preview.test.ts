import { describe, expect, test } from 'vitest';
import { groupPreviewSchema } from '../../contract/sheet.ts';
import { bookOf, codesOf } from './book-fixture.ts';
import { acceptedGroups, type GroupOptions, previewGroups, readGroups } from './group-preview.ts';
import { judgeRobot } from './robot-address.ts';

const header = ['群名称', '群主', '平台', '人数', '标签', '所属品牌', '机器人地址'];
const secret = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0123456789abcdef';
const good = ['杭州1群', '团长', '企业微信内部群', '157', '杭州;宝妈', '母婴线', secret];
const withCell = (at: number, text: string): string[] =>
  good.map((cell, index) => (index === at ? text : cell));
const first = (cells: readonly string[], options: GroupOptions = {}) =>
  previewGroups(bookOf([header, cells]), {}, options).rows[0];

describe('a group', () => {
  test('with everything is ready; its robot is masked on the screen and whole in the import', () => {
    const reading = readGroups(bookOf([header, good]), {});
    expect(reading.preview.rows[0]).toMatchObject({
      state: 'ready',
      problems: [],
      values: {
        size: 157,
        tags: ['杭州', '宝妈'],
        platform: 'wecom-internal',
        robotMasked: 'qyapi.weixin.qq.com/…cdef',
      },
    });
    expect(JSON.stringify(reading.preview)).not.toContain('0123456789');
    expect(acceptedGroups(reading)).toEqual([
      {
        rowKey: '1:2',
        name: '杭州1群',
        owner: '团长',
        platform: 'wecom-internal',
        size: 157,
        tags: ['杭州', '宝妈'],
        brand: '母婴线',
        robotUrl: secret,
      },
    ]);
    expect(groupPreviewSchema.parse(JSON.parse(JSON.stringify(reading.preview)))).toEqual(reading.preview);
  });

  test.each([
    [0, '', 'blocked', ['no-name@name']],
    [2, '企业微信客户群', 'blocked', ['robot-on-customer-group@robot']],
    [2, '钉钉群', 'ready', ['platform-other@platform']],
    [2, 'constructor', 'ready', ['platform-other@platform']],
    [3, '很多', 'blocked', ['not-a-number@size']],
    [3, '-3', 'blocked', ['negative@size']],
    [3, '1.5', 'blocked', ['not-whole@size']],
    [3, '', 'ready', []],
    [6, '', 'ready', []],
    [6, '问小周', 'blocked', ['robot-not-url@robot']],
    [6, 'http://127.0.0.1:4699/robot/3', 'blocked', ['robot-host@robot']],
    [6, 'https://evil.example/?key=secretsecret', 'blocked', ['robot-host@robot']],
  ])('with cell %i as %j is %s: %j', (at, text, state, codes) => {
    const row = first(withCell(at, text));
    expect([row?.state, codesOf(row)]).toEqual([state, codes]);
    expect(JSON.stringify(row)).not.toContain('secretsecret');
  });

  test('platforms by their names', () => {
    const platform = (text: string) => first(withCell(6, '').with(2, text))?.values.platform;
    expect(['企业微信客户群', '企业微信内部群', '微信群', 'WeChat', ''].map(platform)).toEqual([
      'wecom-customer',
      'wecom-internal',
      'wechat',
      'wechat',
      'other',
    ]);
  });

  test('tags are split at every usual sign', () => {
    expect(first(withCell(4, '甲;乙；丙，丁,戊、甲'))?.values.tags).toEqual(['甲', '乙', '丙', '丁', '戊']);
  });

  test('a refused robot, once accepted, leaves the group without one', () => {
    for (const cells of [
      withCell(6, 'x'),
      withCell(6, 'https://evil.example/a'),
      withCell(2, '企业微信客户群'),
    ]) {
      const book = bookOf([header, cells]);
      const key = previewGroups(book, {}).rows[0]?.problems[0]?.key ?? '';
      expect(
        acceptedGroups(readGroups(book, { rows: { '1:2': { accepted: [key] } } }))[0]?.robotUrl,
      ).toBeNull();
    }
  });

  test('loopback robots pass in the demo alone', () => {
    expect(first(withCell(6, 'http://127.0.0.1:4699/robot/3'), { allowLoopbackRobots: true })).toMatchObject({
      state: 'ready',
      values: { robotMasked: '127.0.0.1:4699/…ot/3' },
    });
  });

  test('the same name or the same robot again is a warning', () => {
    const rows = previewGroups(bookOf([header, good, good, withCell(0, '杭州2群')]), {}).rows;
    expect(rows.map(codesOf)).toEqual([
      [],
      ['same-group-name@name', 'robot-shared@robot'],
      ['robot-shared@robot'],
    ]);
    expect(rows[2]?.problems[0]?.params).toEqual({ shown: 'qyapi.weixin.qq.com/…cdef', firstRow: 2 });
  });

  test('a robot address under an unknown header is masked in the samples too', () => {
    const preview = previewGroups(
      bookOf([
        ['群名称', '群主', '推送口'],
        ['一群', '甲', secret],
      ]),
      {},
    );
    expect(preview.columns[2]?.samples).toEqual(['qyapi.weixin.qq.com/…cdef']);
  });

  test('nothing is imported while anything is open', () => {
    expect(() => acceptedGroups(readGroups(bookOf([header, withCell(0, '')]), {}))).toThrow(
      'sheet/not-ready',
    );
  });
});

test.each([
  [secret, 'allowed'],
  ['https://qyapi.weixin.qq.com:443/x', 'allowed'],
  ['http://qyapi.weixin.qq.com/x', 'host'],
  ['https://qyapi.weixin.qq.com:8443/x', 'host'],
  ['https://qyapi.weixin.qq.com.evil.example/x', 'host'],
  ['https://qyapi.weixin.qq.com@evil.example/x', 'host'],
  ['https://user:pw@qyapi.weixin.qq.com/x', 'host'],
  ['https://evil.example\\@qyapi.weixin.qq.com/x', 'not-url'],
  ['https://127.0.0.1.evil.example/x', 'host'],
  ['http://169.254.169.254/latest', 'host'],
  ['http://0x7f000001/x', 'host'],
  ['http://[::1]:4699/x', 'allowed'],
  ['http://localhost:99999/x', 'host'],
  ['javascript:alert(1)', 'not-url'],
  ['file:///etc/passwd', 'not-url'],
  ['https://qyapi.weixin.qq.com/a b', 'not-url'],
])('robot address %s is judged: %s', (address, judgement) => {
  expect(judgeRobot(address, true)).toBe(judgement);
});

test('a bare key in the robot column is masked too', () => {
  const preview = previewGroups(bookOf([header, withCell(6, '693a91f6-7d5b-4bc4-97a0-0ec2sifa5aaa')]), {});
  expect(JSON.stringify(preview)).not.toContain('693a91f6');
  expect(preview.rows[0]?.raw.robot).toBe('…5aaa');
});
