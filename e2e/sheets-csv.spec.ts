import type { Page } from '@playwright/test';
import { sample, sheetRow } from './fixtures/screen.ts';
import { expect, test } from './fixtures/test.ts';

async function openCsv(page: Page, name: string, text: string): Promise<void> {
  await page
    .getByTestId('sheet-file')
    .first()
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
}

/** What the table says of every row: state, values and problems, row by row as they scroll by. */
async function allRows(page: Page): Promise<Map<number, string>> {
  const rows = new Map<number, string>();
  const box = page
    .getByTestId('sheet-row')
    .first()
    .locator('xpath=ancestor::*[contains(@class,"overflow")][1]');
  await expect(page.getByTestId('sheet-row').first()).toBeVisible();
  await expect
    .poll(async () => {
      const seen = await page
        .getByTestId('sheet-row')
        .evaluateAll((lines) =>
          lines.map(
            (line) =>
              [
                Number(line.getAttribute('data-row')),
                `${line.getAttribute('data-state')} ${(line as HTMLElement).innerText.replace(/\s+/g, ' ')}`,
              ] as const,
          ),
        );
      for (const [row, text] of seen) rows.set(row, text);
      return box.evaluate((element) => {
        element.scrollTop += element.clientHeight / 2;
        return element.scrollTop + element.clientHeight >= element.scrollHeight - 1;
      });
    })
    .toBe(true);
  return rows;
}

test('the same sheet in UTF-8 and in GB18030 gives the same rows', async ({ screenPage: page }) => {
  await page.getByTestId('sheet-file').first().setInputFiles(sample('paipin-618.utf8.csv'));
  const utf8 = await allRows(page);
  await expect(page.getByText(/UTF-8/)).toBeVisible();
  expect(utf8.size).toBe(20);
  await page.getByTestId('sheet-file').first().setInputFiles(sample('paipin-618.gb18030.csv'));
  await expect(page.getByText(/GB18030/)).toBeVisible();
  expect([...(await allRows(page))].sort()).toEqual([...utf8].sort());
});

test('unknown headers are asked once and remembered for the same headers', async ({ screenPage: page }) => {
  const sheet = (name: string) => `货名,到手,剩多少,神秘列\n${name},19.9,5,x\n毛巾,29,7,y\n`;
  await openCsv(page, '一.csv', sheet('袜子'));
  await expect(page.getByTestId('sheet-import')).toBeDisabled();
  const columns = ['A', 'B', 'C', 'D'].map((letter) => page.getByTestId(`sheet-map-${letter}`));
  for (const [at, field] of ['name', 'price', 'stock', 'ignore'].entries())
    await columns[at]?.selectOption(field);
  await page.getByRole('button', { name: '完成' }).click();
  await expect(sheetRow(page, 2)).toContainText('¥19.90');
  await page.getByTestId('sheet-import').click();
  await expect(page.getByTestId('rundown-row')).toHaveCount(2);

  await page.getByRole('link', { name: '导入' }).click();
  await openCsv(page, '二.csv', sheet('手套'));
  await expect(sheetRow(page, 2)).toContainText('手套');
  await expect(sheetRow(page, 2)).toContainText('¥19.90');
  await expect(page.getByText('沿用了上次为同样表头指定的列')).toBeVisible();
  await expect(page.getByTestId('sheet-import')).toBeEnabled();
});

test('English headers in any order, and money in every writing', async ({ screenPage: page }) => {
  await openCsv(
    page,
    'english.csv',
    'Price,SKU,Product name,List price,Stock,Commission\n"¥1,299.00",A1,Quilt,1999元,"3,600",20%\n１９９,A2,Scarf,299,,0.2\n9.9,A3,Socks,19.9,8,20\n',
  );
  await expect(sheetRow(page, 2)).toContainText('¥1,299.00');
  await expect(sheetRow(page, 2)).toContainText('¥1,999.00');
  await expect(sheetRow(page, 3)).toContainText('¥199.00');
  for (const row of [2, 3]) await expect(sheetRow(page, row)).toContainText('20%');
});

test('what is asked, never guessed: exponents, formulas, clashes, too many decimals', async ({
  screenPage: page,
}) => {
  await openCsv(
    page,
    'odd.csv',
    '商品名称,款号,直播价,库存\n甲,S1,1e3,5\n乙,S2,=1+1,5\n丙,S3,9.999,5\n丁,S4,十块,5\n戊,S5,10,5\n己,S5,12,5\n,S6,10,5\n',
  );
  for (const [row, code] of [
    [2, 'sheet/scientific'],
    [3, 'sheet/formula'],
    [4, 'sheet/too-many-decimals'],
    [5, 'sheet/not-a-number'],
    [7, 'sheet/clash'],
    [8, 'sheet/no-name'],
  ] as const) {
    await expect(sheetRow(page, row).locator(`[data-code="${code}"]`)).toBeVisible();
    await expect(sheetRow(page, row)).toHaveAttribute('data-state', 'blocked');
  }
  await expect(page.getByTestId('sheet-import')).toBeDisabled();
});

test('what looks like a formula or HTML stays text, from the sheet to the rundown', async ({
  screenPage: page,
}) => {
  const names = ['=HYPERLINK("http://evil.test","点我")', '<img src=x onerror=alert(1)>', '@SUM(A1)', '-2+3'];
  const csv = names.map((name, at) => `"${name.replaceAll('"', '""')}",T${at},10,5`).join('\n');
  await openCsv(page, 'text.csv', `商品名称,款号,直播价,库存\n${csv}\n`);
  const button = page.getByTestId('sheet-import');
  await expect(button).toBeEnabled();
  await expect(sheetRow(page, 3)).toContainText('<img src=x onerror=alert(1)>');
  let dialogs = 0;
  page.on('dialog', (dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  });
  await button.click();
  await expect(page.getByTestId('rundown').locator('[data-row-main]')).toHaveText(names);
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
  expect(dialogs).toBe(0);
});

test('what is not a sheet says so, and the next file is read', async ({ screenPage: page }) => {
  const refused = page.getByRole('alert');
  await page.getByRole('link', { name: '导入' }).click();
  // The first screen has a file input too, and stands until the import's has been drawn.
  await expect(page.getByRole('heading', { name: '把排品表拖到这里' })).toBeVisible();
  const file = (name: string, buffer: Buffer) =>
    page.getByTestId('sheet-file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  await file('照片.png', Buffer.from('89504e470d0a1a0a', 'hex'));
  await expect(refused).toContainText('这种文件读不了');
  await file('空.csv', Buffer.alloc(0));
  await expect(refused).toContainText('文件是空的');
  // Told apart by its bytes, not by its name.
  await file('照片.xlsx', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
  await expect(refused).toContainText('照片.xlsx');
  await expect(refused).toContainText('不是能读的表格');
  await file('坏了.xlsx', Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(300, 7)]));
  await expect(refused).toContainText('坏了.xlsx');
  await expect(refused).toContainText('文件已损坏');
  await openCsv(page, '好.csv', '商品名称,直播价\n袜子,10\n');
  await expect(sheetRow(page, 2)).toContainText('袜子');
});
