import { expect, test } from 'vitest';
import { mint } from './mint';

test('an id is a UUIDv7 of now, and never twice the same', () => {
  const ids = new Set(Array.from({ length: 200 }, mint));
  expect(ids.size).toBe(200);
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Math.abs(parseInt(id.slice(0, 13).replace('-', ''), 16) - Date.now())).toBeLessThan(2000);
  }
});
