import type { Problem } from '../../door';
import { room, type Wish } from '../../state/room.svelte';

/** Sends a command and gives back only what went wrong. */
export async function send(wish: Wish): Promise<Problem | undefined> {
  const sent = await room.send(wish);
  return 'problem' in sent ? sent.problem : undefined;
}
