import type { Storm } from '../door';
import { room } from './room.svelte';

/** The umbrella incident that is going on: the desk is in storm mode. */
export const storm_now = (): Storm | undefined => {
  const last = room.setup?.storms.at(-1);
  return last?.until === undefined ? last : undefined;
};
