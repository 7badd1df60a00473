import type { Problem } from '../../door';
import { clock } from '../../state/clock.svelte';
import { room } from '../../state/room.svelte';
import { toast } from '../../state/toast.svelte';
import { calls } from '../desk/calls.svelte';

/** Whether so many minutes have gone by without a key; 0 minutes never do. */
export function is_idle(minutes: number, last: number, now: number): boolean {
  return minutes > 0 && now - last >= minutes * 60_000;
}

let last = 0;

/** Somebody is at the keys. */
export function touched(): void {
  last = clock.instant();
}
export function last_touched(): number {
  return last;
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
