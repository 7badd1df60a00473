import { expect, test } from 'vitest';
import { holding } from './holding';

test('an emergency whose holder has left is nobody’s, a complaint waits for them', () => {
  const fire = { kind: 'emergency', owner: 'Rina' } as const;
  expect(holding({ ...fire, owner: undefined }, undefined)).toBe('nobody');
  expect(holding(fire, ['Sari', 'Rina'])).toBe('somebody');
  expect(holding(fire, ['Sari'])).toBe('gone');
  expect(holding(fire, undefined)).toBe('somebody');
  expect(holding({ ...fire, kind: 'complaint' }, ['Sari'])).toBe('somebody');
  expect(holding({ ...fire, closed: { outcome: 'handled', at: 0, by: 'Rina' } }, [])).toBe('somebody');
});
