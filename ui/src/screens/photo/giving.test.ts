import { beforeEach, expect, test, vi } from 'vitest';
import { door, Trouble } from '../../door';
import { Giving, most_photos, why } from './giving.svelte';

const file = (name: string, size = 3): File => {
  const made = new File(['abc'], name, { type: 'image/jpeg' });
  Object.defineProperty(made, 'size', { value: size });
  return made;
};

let gives = vi.spyOn(door, 'give_photo');
beforeEach(() => {
  vi.restoreAllMocks();
  URL.createObjectURL = vi.fn(() => 'blob:one');
  URL.revokeObjectURL = vi.fn();
  gives = vi.spyOn(door, 'give_photo').mockImplementation((_, one) => Promise.resolve((one as File).name));
});

test('sent as chosen, three at most, and named once each', async () => {
  const giving = new Giving('t');
  giving.add([file('a'), file('b')]);
  expect(giving.is_going).toBe(true);
  giving.add([file('a'), file('d')]);
  expect([giving.all.length, giving.left_out]).toEqual([most_photos, true]);
  await giving.arrived();
  expect(giving.photos).toEqual(['a', 'b']);
  giving.remove(3);
  expect(giving.left_out).toBe(false);
  expect(URL.revokeObjectURL).toHaveBeenCalledTimes(1);
});

test('one that failed is in the way until it is tried again or removed', async () => {
  gives.mockRejectedValueOnce(new Trouble({ problem: 'alone' }));
  const giving = new Giving('t');
  giving.add([file('a'), file('b')]);
  await giving.arrived();
  expect([giving.is_stuck, giving.photos]).toEqual([true, ['b']]);
  expect(why(giving.problem ?? { problem: 'unknown' })).toContain('Foto dan tulisan tetap di sini');
  giving.again(1);
  expect(giving.is_stuck).toBe(false);
  await giving.arrived();
  expect(giving.photos).toEqual(['a', 'b']);
});

test('one that is too long is not sent at all', async () => {
  const giving = new Giving('t');
  giving.add([file('panjang', 10 * 1024 * 1024 + 1)]);
  await giving.arrived();
  expect(gives).not.toHaveBeenCalled();
  expect(giving.problem).toEqual({ problem: 'refused', refusal: { code: 'photo_too_large' } });
});

test('one that was removed on its way is not named', async () => {
  const giving = new Giving('t');
  giving.add([file('a'), file('b')]);
  giving.remove(1);
  await giving.arrived();
  expect(giving.photos).toEqual(['b']);
});
