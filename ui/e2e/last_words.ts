import type { Page, Request } from 'playwright-core';
import type { TestContext } from 'vitest';

const asked = (request: Request): string =>
  `${request.method()} ${request.url()} ${request.postData()?.slice(0, 120) ?? ''}`;

/** What a page went through: told by the hook that closes it, where its test failed. */
export function last_words(page: Page): (context: TestContext) => Promise<void> {
  const refused: string[] = [];
  page.on('requestfailed', (request) => refused.push(`${asked(request)}: ${request.failure()?.errorText ?? ''}`));
  page.on('response', (answer) => {
    if (answer.status() >= 400) refused.push(`${asked(answer.request())}: ${answer.status()}`);
  });
  page.on('console', (line) => refused.push(line.text()));
  return async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    const text = await page.locator('body').innerText();
    const typed = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLInputElement>('input, textarea, select')].map(
        (one) => `${one === document.activeElement ? '> ' : ''}${one.labels?.[0]?.textContent ?? ''}: ${one.value}`,
      ),
    );
    console.error([task.name, page.url(), text, ...typed, ...refused.slice(-20)].join('\n'));
  };
}
