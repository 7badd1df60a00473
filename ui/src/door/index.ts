import { isTauri } from '@tauri-apps/api/core';
import type { Door } from './door';
import { tauri_door } from './tauri';
import { web_door } from './web';

export type * from './contract.gen';
export {
  problem_of,
  Trouble,
  type Answer,
  type Ask,
  type BrowserJoin,
  type Command,
  type DesktopJoin,
  type Door,
} from './door';

/** The carrier that this page came by. */
export const door: Door = isTauri() ? tauri_door : web_door;
