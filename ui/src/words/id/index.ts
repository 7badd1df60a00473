// One file per room of the house; a new room is one import and one name here.
import alarm from './alarm.json';
import alone from './alone.json';
import backup from './backup.json';
import desk from './desk.json';
import duty from './duty.json';
import erasing from './erasing.json';
import frame from './frame.json';
import joining from './joining.json';
import keys from './keys.json';
import liaison from './liaison.json';
import loss from './loss.json';
import names from './names.json';
import parts from './parts.json';
import photo from './photo.json';
import problem from './problem.json';
import sending from './sending.json';
import sign_in from './sign_in.json';
import sound from './sound.json';
import storm from './storm.json';
import ticket from './ticket.json';

const now = {
  alarm,
  alone,
  backup,
  desk,
  duty,
  erasing,
  frame,
  joining,
  keys,
  liaison,
  loss,
  names,
  parts,
  photo,
  problem,
  sending,
  sign_in,
  sound,
  storm,
  ticket,
};

/** Words that come with the screens that say them. */
export const later = {
  cue: () => import('./cue.json'),
  find: () => import('./find.json'),
  dialog: () => import('./dialog.json'),
  first_run: () => import('./first_run.json'),
  handover: () => import('./handover.json'),
  manage: () => import('./manage.json'),
  oversight: () => import('./oversight.json'),
  report: () => import('./report.json'),
  roster: () => import('./roster.json'),
  telling: () => import('./telling.json'),
  update: () => import('./update.json'),
  wall: () => import('./wall.json'),
};
type Later = { [R in keyof typeof later]: Awaited<ReturnType<(typeof later)[R]>>['default'] };

export const id = now as typeof now & Later;
