import { expect, test } from 'vitest';
import { hubAddress } from './hub-address.ts';

test.each([
  ['http://192.168.1.20:4680', 'http://192.168.1.20:4680'],
  [' 192.168.1.20:4680/ ', 'http://192.168.1.20:4680'],
  ['hub.example.com', 'http://hub.example.com'],
  ['https://hub.example.com/v1', 'https://hub.example.com'],
  ['localhost:4680', 'http://localhost:4680'],
  ['ｈｔｔｐ：／／127.0.0.1：4680', 'http://127.0.0.1:4680'],
  ['', null],
  ['ftp://hub', null],
  ['http://', null],
  ['not an address', null],
])('%s', (typed, address) => expect(hubAddress(typed)).toBe(address));
