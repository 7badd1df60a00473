import type { Problem } from '../../door';
import { room } from '../../state/room.svelte';
import { toast } from '../../state/toast.svelte';
import { calls } from '../desk/calls.svelte';

/** Whether so many minutes have gone by without a key; 0 minutes never do. */
export function is_idle(minutes: number, last: number, now: number): boolean {
  return minutes > 0 && now - last >= minutes * 60_000;
}

let last = 0;

/** Somebody is at the keys. By the page's own time: a room's clock that is set makes nobody idle. */
export function touched(): void {
  last = performance.now();
}
/** Whether nobody has been for so many minutes. */
export function untouched(minutes: number): boolean {
  return is_idle(minutes, last, performance.now());
}

/** Locks the screen once every form is on the disk. */
export async function lock(): Promise<Problem | undefined> {
  if (room.session?.actor.person === undefined) return undefined;
  await calls.settle();
  const problem = await room.lock();
  if (problem) return problem;
  calls.set_aside();
  toast.clear();
  return undefined;
}

export async function unlock(secret: string): Promise<Problem | undefined> {
  const problem = await room.unlock(secret);
  if (problem) return problem;
  touched();
  await calls.take_back();
  return undefined;
}
